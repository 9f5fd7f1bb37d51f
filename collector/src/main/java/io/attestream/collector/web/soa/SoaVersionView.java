package io.attestream.collector.web.soa;

import io.attestream.collector.soa.SoaDifference;
import io.attestream.collector.web.view.ScopeChoice;
import java.util.List;

/**
 * A frozen version and what changed.
 *
 * @param scope whose Statement it is of
 * @param before what it changed against the version before it
 * @param since what the Statement as it stands changed against it
 */
public record SoaVersionView(
    ScopeChoice scope,
    SoaView.Version version,
    boolean first,
    List<SoaDifference> before,
    List<SoaDifference> since) {}
