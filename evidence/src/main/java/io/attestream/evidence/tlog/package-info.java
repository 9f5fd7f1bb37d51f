/** Tiled transparency logs (C2SP tlog-tiles). */
@NullMarked
package io.attestream.evidence.tlog;

import org.jspecify.annotations.NullMarked;
