package io.attestream.agent.aws.scan;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.ResourceSink;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** One collector's pass over one scope unit. */
public final class UnitScan {
  private static final Logger LOG = LoggerFactory.getLogger(UnitScan.class);

  private final String unit;
  private final Clients clients;
  private final Region region;
  private final ResourceSink sink;
  private final ExecutorService workers;
  private final Set<String> enumerated = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ApiFailure defect;

  /**
   * @param region where regional services are called; the partition's global region in a global unit
   */
  public UnitScan(
      String unit, Clients clients, Region region, ResourceSink sink, ExecutorService workers) {
    this.unit = unit;
    this.clients = clients;
    this.region = region;
    this.sink = sink;
    this.workers = workers;
  }

  public String unit() {
    return unit;
  }

  public String account() {
    return clients.account();
  }

  public String partition() {
    return clients.partition();
  }

  public String region() {
    return region.id();
  }

  /** What replaces AWS's own endpoints; empty for AWS itself. */
  public Optional<URI> endpoint() {
    return clients.endpoint();
  }

  /** {@code arn:<partition>:<service>:<region>:<account>:<resource>} in this unit. */
  public String arn(String service, String resource) {
    return "arn:" + partition() + ":" + service + ":" + region() + ":" + account() + ":" + resource;
  }

  /** {@code arn:<partition>:<service>::<account>:<resource>}, of no region. */
  public String accountArn(String service, String resource) {
    return "arn:" + partition() + ":" + service + "::" + account() + ":" + resource;
  }

  /** A client of this unit's region, shared and closed by the account. */
  public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C client(Class<C> type, Supplier<B> builder) {
    return clients.get(type, builder, region);
  }

  /** A client of another region. */
  public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C client(Class<C> type, Supplier<B> builder, String regionId) {
    return clients.get(type, builder, Region.of(regionId));
  }

  /** The partition's main region, {@code us-east-1} in the partition {@code aws}. */
  public String mainRegion() {
    return clients.mainRegion();
  }

  /** Opens the listing of a type; closing it reports the enumeration. */
  public Listing listing(ServiceCollector.ResourceType type) {
    return new Listing(this, type, type.calls().get(0));
  }

  /** A type of which the account is the only one, or has exactly one; for collectors of the global unit. */
  public void ofAccount(ServiceCollector.ResourceType type, String arn, DraftFiller filler)
      throws InterruptedException {
    single(type, "sts:GetCallerIdentity", arn, account(), filler);
  }

  /** A type of which the region has exactly one: its settings, or what is asked of it as a whole. */
  public void ofRegion(ServiceCollector.ResourceType type, String arn, DraftFiller filler)
      throws InterruptedException {
    single(type, "ec2:DescribeRegions", arn, region(), filler);
  }

  /** @param api what the population is known from */
  private void single(
      ServiceCollector.ResourceType type, String api, String id, String name, DraftFiller filler)
      throws InterruptedException {
    try (Listing listing = new Listing(this, type, api)) {
      listing.forEach(
          List.of(List.of(id)), page -> page, one -> filler.fill(listing.draft(id, name)));
    }
  }

  /** Adds to a draft and emits it. */
  public interface DraftFiller {
    void fill(ResourceDraft draft);
  }

  /** Runs a collector and answers for each of its types, whatever happened. */
  public void run(ServiceCollector collector) throws InterruptedException {
    try {
      collector.collect(this);
    } catch (SdkException e) {
      defect(ApiFailure.of(e));
    } catch (StackOverflowError e) {
      LOG.warn("{} read an answer that is nested too deep", collector.getClass().getSimpleName());
      defect(ApiFailure.TOO_DEEP);
    } catch (RuntimeException e) {
      LOG.error("{} failed in {}", collector.getClass().getSimpleName(), unit, e);
      defect(ApiFailure.DEFECT);
    }
    for (ServiceCollector.ResourceType type : collector.types()) {
      if (!enumerated.contains(type.name())) {
        listing(type).close();
      }
    }
  }

  void enumerated(Enumeration enumeration) {
    enumerated.add(enumeration.type());
    sink.enumerated(enumeration);
  }

  ResourceSink sink() {
    return sink;
  }

  ExecutorService workers() {
    return workers;
  }

  /** The scan met a failure that no call explains: nothing that closes after it may say complete. */
  void defect(ApiFailure failure) {
    defect = failure;
  }

  @Nullable ApiFailure defect() {
    return defect;
  }
}
