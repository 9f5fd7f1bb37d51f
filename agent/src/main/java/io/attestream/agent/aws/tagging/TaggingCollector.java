package io.attestream.agent.aws.tagging;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/**
 * How the resources of a region are tagged. Members: {@code Total} and {@code TagCounts}: of each tag
 * key, in lower case, how many resources carry it with a value. Resources that never had a tag are not known to the
 * tagging service.
 */
public final class TaggingCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType("aws.tagging.region", "tag:GetResources");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGION);
  }

  /** Pages of a hundred resources. */
  private static final int MAX_PAGES = 2000;

  private static final int MAX_KEYS = 200;

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    ResourceGroupsTaggingApiClient tagging =
        scan.client(ResourceGroupsTaggingApiClient.class, ResourceGroupsTaggingApiClient::builder);
    scan.ofRegion(
        REGION,
        scan.arn("tag", "region"),
        draft -> {
          draft
              .put("RegionName", scan.region())
              .attempt("tag:GetResources", "Tags", () -> counts(draft, tagging))
              .hoist("Tags", "Total", "TagCounts")
              .emit();
        });
  }

  private static @Nullable Object counts(
      ResourceDraft draft, ResourceGroupsTaggingApiClient tagging) {
    long total = 0;
    int pages = 0;
    Map<String, Long> counts = new TreeMap<>();
    for (GetResourcesResponse page : tagging.getResourcesPaginator(r -> r.resourcesPerPage(100))) {
      if (++pages > MAX_PAGES) {
        draft.blind(
            new BlindSpot(
                "Tags",
                UnknownReason.LIMIT_EXCEEDED,
                "tag:GetResources",
                "more than " + MAX_PAGES + " pages of resources"));
        return null;
      }
      total += page.resourceTagMappingList().size();
      for (ResourceTagMapping resource : page.resourceTagMappingList()) {
        resource.tags().stream()
            .filter(tag -> tag.value() != null && !tag.value().isBlank())
            .map(tag -> tag.key().toLowerCase(Locale.ROOT))
            .distinct()
            .filter(key -> counts.size() < MAX_KEYS || counts.containsKey(key))
            .forEach(key -> counts.merge(key, 1L, Long::sum));
      }
    }
    return Map.of("Total", total, "TagCounts", counts);
  }
}
