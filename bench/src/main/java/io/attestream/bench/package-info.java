/**
 * Measurements, each beside a bare baseline in the same run. {@code BenchMain} runs them by name; the
 * numbers in {@code docs/performance.md} come from it.
 */
@NullMarked
package io.attestream.bench;

import org.jspecify.annotations.NullMarked;
