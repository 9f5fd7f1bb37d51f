package io.attestream.collector.web.soa;

import io.attestream.collector.soa.SoaDifference;
import java.util.List;

/**
 * A frozen version and what changed.
 *
 * @param before what it changed against the version before it
 * @param since what the Statement as it stands changed against it
 */
public record SoaVersionView(
    SoaView.Version version,
    boolean first,
    List<SoaDifference> before,
    List<SoaDifference> since) {}
