/** What every page shares: frame, words for grades and verdicts, times, paging, rendering. */
@NullMarked
package io.attestream.collector.web.view;

import org.jspecify.annotations.NullMarked;
