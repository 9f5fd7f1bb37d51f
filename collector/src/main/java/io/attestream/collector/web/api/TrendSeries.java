package io.attestream.collector.web.api;

/**
 * One line of a trend.
 *
 * @param values one for each day of the window, oldest first; belongs to the series
 */
record TrendSeries(String key, String name, long[] values) {}
