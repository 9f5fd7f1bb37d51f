package io.attestream.collector.web.notification;

import io.attestream.collector.notification.Notifications;
import io.attestream.collector.notification.SendFailure;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Renderer;
import java.util.List;

/** {@code /notifications}: channels, what became of the newest deliveries, a test. */
public final class NotificationPages {
  private final Notifications notifications;
  private final Renderer renderer;

  public NotificationPages(Notifications notifications, Renderer renderer) {
    this.notifications = notifications;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/notifications", Access.ADMIN, request -> show(200, request, "", "")),
        Route.post("/notifications", Access.ADMIN, this::test));
  }

  private Reply show(int status, Request request, String done, String problem) {
    NotificationView view = NotificationView.load(notifications, request.now(), done, problem);
    return renderer.page(status, "notifications", "Notifications", "/notifications", request, view);
  }

  private Reply test(Request request) {
    String channel = request.form("channel");
    try {
      notifications.test(channel, request.session().user().name());
      return show(200, request, "Channel " + channel + " took a test.", "");
    } catch (SendFailure e) {
      return show(
          422, request, "", "Channel " + channel + " took no test: " + e.getMessage() + ".");
    } catch (IllegalArgumentException e) {
      return show(422, request, "", "Nothing was sent: " + e.getMessage() + ".");
    }
  }
}
