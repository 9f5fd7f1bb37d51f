package io.attestream.agent.aws;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.ServiceCollector.Placement;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import io.attestream.evidence.model.ScopeUnit;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Reads AWS accounts. Each account is one unit {@code aws:<account>:global} and one {@code
 * aws:<account>:<region>} for every enabled region. Scans of different units may run at the same
 * time; the number of resources that are read at once is bounded for the whole source.
 */
public final class AwsSource implements ResourceSource {
  private static final Logger LOG = LoggerFactory.getLogger(AwsSource.class);
  private static final String GLOBAL = "global";

  private final AwsConfig config;
  private final AwsAccounts accounts;
  private final ExecutorService workers;
  private final ConcurrentMap<String, AwsAccount> byId = new ConcurrentHashMap<>();

  private AwsSource(AwsConfig config, AwsAccounts accounts) {
    this.config = config;
    this.accounts = accounts;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            config.concurrency(),
            task -> {
              Thread thread = new Thread(task, "aws-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Opens the source. AWS is first called by {@link #units}. */
  public static AwsSource open(AwsConfig config, Clock clock, RandomGenerator random) {
    return open(config, AwsAccounts.http(config, clock), random);
  }

  /** Opens the source on an HTTP client of the caller's; the source closes it. */
  static AwsSource open(AwsConfig config, SdkHttpClient http, RandomGenerator random) {
    return new AwsSource(config, AwsAccounts.open(config, http, random));
  }

  @Override
  public List<ScopeUnit> units() {
    List<AwsAccount> found;
    try {
      found = accounts.all();
    } catch (SdkException e) {
      throw new SourceException("AWS does not tell who we are: " + e.getMessage(), true, e);
    }
    Set<ScopeUnit> units = new TreeSet<>();
    Set<String> regionsOfFirst = Set.of();
    for (AwsAccount account : found) {
      byId.put(account.id(), account);
      Set<String> regions = regions(account, regionsOfFirst);
      regionsOfFirst = regionsOfFirst.isEmpty() ? regions : regionsOfFirst;
      units.add(unit(account, GLOBAL));
      regions.stream().filter(config::wants).forEach(region -> units.add(unit(account, region)));
    }
    return List.copyOf(units);
  }

  @Override
  public Set<String> types(ScopeUnit unit) {
    return AwsServices.types(placement(unit));
  }

  @Override
  public void scan(ScopeUnit unit, ResourceSink sink) throws InterruptedException {
    String[] parts = unit.id().split(":", -1);
    AwsAccount account = parts.length == 3 ? byId.get(parts[1]) : null;
    if (account == null) {
      throw new SourceException(unit.id() + " is not a unit of this source", false);
    }
    Region region = parts[2].equals(GLOBAL) ? account.globalRegion() : Region.of(parts[2]);
    for (ServiceCollector service : AwsServices.placed(placement(unit))) {
      new UnitScan(unit.id(), account.clients(), region, sink, workers).run(service);
    }
  }

  @Override
  public SortedMap<String, Long> calls() {
    return accounts.calls();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    accounts.close();
  }

  /**
   * An account whose regions cannot be listed is not left out: it is scanned where it is configured,
   * or else where the first account is, and its calls say why they fail.
   */
  private Set<String> regions(AwsAccount account, Set<String> otherwise) {
    try {
      return account.enabledRegions();
    } catch (SdkException e) {
      LOG.warn("the regions of {} are not known: {}", account.id(), e.getMessage());
      if (!config.regionsAllowed().isEmpty()) {
        return Set.copyOf(config.regionsAllowed());
      }
      return otherwise.isEmpty() ? Set.of(account.clients().mainRegion()) : otherwise;
    }
  }

  private static Placement placement(ScopeUnit unit) {
    return unit.id().endsWith(":" + GLOBAL) ? Placement.GLOBAL : Placement.REGIONAL;
  }

  private static ScopeUnit unit(AwsAccount account, String region) {
    return new ScopeUnit("aws:" + account.id() + ":" + region);
  }
}
