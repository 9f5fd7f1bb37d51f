/** Has an authority stamp the log's checkpoints (RFC 3161), and logs the stamps. */
@NullMarked
package io.attestream.collector.stamp;

import org.jspecify.annotations.NullMarked;
