/** Evidence bundles: request, progress, download. */
@NullMarked
package io.attestream.collector.web.bundle;

import org.jspecify.annotations.NullMarked;
