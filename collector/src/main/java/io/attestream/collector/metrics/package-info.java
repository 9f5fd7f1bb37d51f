/** What operators watch: health for probes, metrics for Prometheus. */
@NullMarked
package io.attestream.collector.metrics;

import org.jspecify.annotations.NullMarked;
