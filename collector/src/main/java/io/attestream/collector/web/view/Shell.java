package io.attestream.collector.web.view;

import io.attestream.collector.access.Role;
import io.attestream.collector.access.Session;
import io.attestream.collector.web.http.Request;

/**
 * What the frame around every page needs.
 *
 * @param title the page's name in the browser's tab
 * @param section the navigation entry that is current, such as {@code /controls}
 * @param user the account's name
 * @param manager whether the user may decide, as a manager or an administrator
 * @param csrf the token for forms
 */
public record Shell(
    String title,
    String section,
    String user,
    boolean admin,
    boolean manager,
    String csrf,
    When asOf) {
  public static Shell of(String title, String section, Request request) {
    Session session = request.session();
    return new Shell(
        title,
        section,
        session.user().name(),
        session.user().role() == Role.ADMIN,
        session.user().role() != Role.VIEWER,
        session.csrf(),
        When.of(request.now(), request.now()));
  }
}
