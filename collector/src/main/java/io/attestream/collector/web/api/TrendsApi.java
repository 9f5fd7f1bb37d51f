package io.attestream.collector.web.api;

import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/** What the charts draw. */
final class TrendsApi {
  private final Database database;

  /** Reads the series of a window of days, given as days since 1970-01-01 UTC. */
  @FunctionalInterface
  interface TrendReader {
    List<TrendSeries> read(Handle handle, long firstDay, long lastDay);
  }

  TrendsApi(Database database) {
    this.database = database;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("getGradeTrend", request -> trend(request, GradeTrend::read)),
        ApiOperation.read("getResultTrend", request -> trend(request, ResultTrend::read)));
  }

  private JsonObject trend(Request request, TrendReader reader) {
    long days = request.query("days", 1, 90, 30);
    long last = LocalDate.ofInstant(request.now(), ZoneOffset.UTC).toEpochDay();
    long first = last - days + 1;
    List<TrendSeries> series = database.read(handle -> reader.read(handle, first, last));
    JsonArray names = new JsonArray();
    LongStream.rangeClosed(first, last)
        .forEach(day -> names.add(LocalDate.ofEpochDay(day).toString()));
    return new JsonObject()
        .put("days", names)
        .put("series", ApiJson.list(series, TrendsApi::series));
  }

  private static JsonObject series(TrendSeries series) {
    JsonArray values = new JsonArray();
    LongStream.of(series.values()).forEach(values::add);
    return new JsonObject()
        .put("key", series.key())
        .put("name", series.name())
        .put("values", values);
  }
}
