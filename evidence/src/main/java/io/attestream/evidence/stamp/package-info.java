/** Time stamps by authorities (RFC 3161, with RFC 5816), over checkpoints. */
@NullMarked
package io.attestream.evidence.stamp;

import org.jspecify.annotations.NullMarked;
