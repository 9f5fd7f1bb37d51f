/** Evidence to take away: bundles that verify offline. */
@NullMarked
package io.attestream.collector.report;

import org.jspecify.annotations.NullMarked;
