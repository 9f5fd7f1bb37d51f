/** The transparency log: one writer, tiles, signed checkpoints, proofs (C2SP tlog-tiles). */
@NullMarked
package io.attestream.collector.log;

import org.jspecify.annotations.NullMarked;
