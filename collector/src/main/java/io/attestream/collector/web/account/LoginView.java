package io.attestream.collector.web.account;

/**
 * The sign-in form.
 *
 * @param next where to go afterwards, a path of this site
 * @param name what was typed before
 * @param problem why the last attempt failed, or empty
 */
public record LoginView(String next, String name, String problem) {}
