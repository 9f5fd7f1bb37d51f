/** Findings: runs of failure of one check on one resource, opened and resolved by the evidence. */
@NullMarked
package io.attestream.collector.findings;

import org.jspecify.annotations.NullMarked;
