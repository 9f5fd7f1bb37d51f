package io.attestream.collector.metrics;

import io.attestream.collector.store.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** The registry, and the values that are read from the database at each scrape. Blocks. */
public final class CollectorMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<CollectorMetric, MultiGauge> gauges = new EnumMap<>(CollectorMetric.class);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Database database;
  private final Clock clock;
  private final IntSupplier livePages;

  public CollectorMetrics(Database database, Clock clock, IntSupplier livePages) {
    this.database = database;
    this.clock = clock;
    this.livePages = livePages;
    for (CollectorMetric metric : CollectorMetric.values()) {
      gauges.put(
          metric, MultiGauge.builder(metric.meter()).description(metric.help()).register(registry));
    }
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("attestream.build", () -> 1)
        .tags(Tags.of("version", version()))
        .description("Always 1; the label says which version runs")
        .register(registry);
  }

  /** Where others register what they count. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Reads everything and writes the Prometheus text format. */
  public synchronized String scrape() {
    long start = System.nanoTime();
    database.read(handle -> MetricsReader.read(handle, clock.instant())).forEach(this::set);
    set(CollectorMetric.LIVE_PAGES, List.of(new MetricsReader.Sample("", livePages.getAsInt())));
    double seconds = (System.nanoTime() - start) / 1e9;
    set(CollectorMetric.SCRAPE_SECONDS, List.of(new MetricsReader.Sample("", seconds)));
    return registry.scrape();
  }

  private void set(CollectorMetric metric, List<MetricsReader.Sample> samples) {
    List<MultiGauge.Row<?>> rows =
        samples.stream().<MultiGauge.Row<?>>map(sample -> row(metric, sample)).toList();
    MultiGauge gauge = gauges.get(metric);
    if (gauge != null) {
      gauge.register(rows, true);
    }
  }

  private static MultiGauge.Row<Number> row(CollectorMetric metric, MetricsReader.Sample sample) {
    Tags tags = metric.label().map(label -> Tags.of(label, sample.label())).orElse(Tags.empty());
    return MultiGauge.Row.of(tags, sample.value());
  }

  private static String version() {
    String version = CollectorMetrics.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
