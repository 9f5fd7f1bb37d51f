/** DSSE envelopes (github.com/secure-systems-lab/dsse, protocol v1.0.2). */
@NullMarked
package io.attestream.evidence.dsse;

import org.jspecify.annotations.NullMarked;
