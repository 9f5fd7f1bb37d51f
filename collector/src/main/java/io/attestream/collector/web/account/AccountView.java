package io.attestream.collector.web.account;

/**
 * The account page.
 *
 * @param problem why the last change was refused, or empty
 * @param done what the last change did, or empty
 */
public record AccountView(
    String user, String role, String since, int minimum, String problem, String done) {}
