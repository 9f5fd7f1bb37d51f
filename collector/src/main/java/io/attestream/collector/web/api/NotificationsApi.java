package io.attestream.collector.web.api;

import io.attestream.collector.notification.Notifications;
import io.attestream.collector.notification.SendFailure;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.notification.NotificationView;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Channels and deliveries. */
final class NotificationsApi {
  private final Notifications notifications;

  NotificationsApi(Notifications notifications) {
    this.notifications = notifications;
  }

  List<ApiOperation> operations() {
    return List.of(
        new ApiOperation("listNotifications", Access.ADMIN, this::list),
        new ApiOperation("testChannel", Access.ADMIN, this::test));
  }

  private Reply list(Request request) {
    NotificationView view = NotificationView.load(notifications, request.now(), "", "");
    return ApiOperation.json(
        200,
        new JsonObject()
            .put("channels", ApiJson.list(view.channels(), NotificationsApi::channel))
            .put("deliveries", ApiJson.list(view.deliveries(), NotificationsApi::delivery)));
  }

  private static JsonObject channel(NotificationView.Line channel) {
    return new JsonObject()
        .put("name", channel.name())
        .put("target", channel.target())
        .put("wants", channel.wants())
        .put("waiting", channel.waiting());
  }

  private static JsonObject delivery(NotificationView.Sent delivery) {
    return new JsonObject()
        .put("id", delivery.id())
        .put("channel", delivery.channel())
        .put("event", delivery.eventId())
        .put("kind", delivery.kind())
        .put("text", delivery.headline())
        .put("outcome", delivery.outcome())
        .put("recordedAt", delivery.recorded().iso())
        .put("dueAt", delivery.due().iso())
        .put("attempts", delivery.attempts())
        .put("folded", delivery.folded())
        .put("trouble", delivery.trouble());
  }

  private Reply test(Request request) {
    String channel = request.part("channel");
    try {
      notifications.test(channel, request.session().user().name());
      return ApiOperation.json(200, new JsonObject().put("done", true));
    } catch (SendFailure e) {
      throw new HttpProblem(502, "Channel " + channel + " took no test: " + e.getMessage() + ".");
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(404, e.getMessage() + ".");
    }
  }
}
