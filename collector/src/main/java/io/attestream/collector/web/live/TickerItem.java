package io.attestream.collector.web.live;

import io.attestream.collector.web.view.When;

/**
 * One line of the ticker.
 *
 * @param what the change in words, {@code FAIL: No container runs privileged}
 * @param about which resource or control
 * @param to where to read more, a path of this site
 * @param provisional whether it is a preview that no commit has made evidence yet
 */
public record TickerItem(
    String sign, String css, String what, String about, String to, boolean provisional, When at) {}
