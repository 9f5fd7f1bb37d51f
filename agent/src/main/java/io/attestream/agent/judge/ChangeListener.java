package io.attestream.agent.judge;

import io.attestream.agent.spool.NewLeaf;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.ScopeUnit;
import java.util.List;

/** Hears of results the moment they change, before their commit. Must not block. */
@FunctionalInterface
public interface ChangeListener {
  ChangeListener NONE = (unit, puts, dels) -> {};

  void changed(ScopeUnit unit, List<NewLeaf> puts, List<LeafKey> dels);
}
