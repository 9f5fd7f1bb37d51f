package io.attestream.agent.aws.ecr;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.GetRegistryScanningConfigurationResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.signer.SignerClient;
import software.amazon.awssdk.services.signer.model.ListSigningProfilesResponse;

/**
 * The registry of a region and its repositories. Members of the registry: {@code
 * scanningConfiguration}, {@code SigningProfiles}. Added to a repository: {@code Policy} (JSON text;
 * absent when there is none), {@code RegistryScanType} and {@code NewestImage}: when the image that
 * was pushed last was pushed, and the counts of its scan's findings by severity (absent where it was
 * not scanned).
 */
public final class RepositoryCollector implements ServiceCollector {
  private static final ResourceType REGISTRY =
      new ResourceType(
          "aws.ecr.registry", "ecr:GetRegistryScanningConfiguration", "signer:ListSigningProfiles");
  private static final ResourceType REPOSITORY =
      new ResourceType(
          "aws.ecr.repository",
          "ecr:DescribeRepositories",
          "ecr:GetRepositoryPolicy",
          "ecr:DescribeImages",
          "ecr:GetRegistryScanningConfiguration");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGISTRY, REPOSITORY);
  }

  /** Pages of images that are looked through for the newest; a page holds up to a thousand. */
  private static final int MAX_PAGES = 20;

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    EcrClient ecr = scan.client(EcrClient.class, EcrClient::builder);
    SignerClient signer = scan.client(SignerClient.class, SignerClient::builder);
    Once<GetRegistryScanningConfigurationResponse> scanning =
        new Once<>(() -> ecr.getRegistryScanningConfiguration(r -> {}));
    scan.ofRegion(
        REGISTRY,
        scan.arn("ecr", "registry"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .member("ecr:GetRegistryScanningConfiguration", "scanningConfiguration", scanning)
                .all(
                    "signer:ListSigningProfiles",
                    "SigningProfiles",
                    () -> signer.listSigningProfilesPaginator(r -> {}),
                    ListSigningProfilesResponse::profiles)
                .emit());
    try (Listing repositories = scan.listing(REPOSITORY)) {
      repositories.forEach(
          ecr.describeRepositoriesPaginator(),
          DescribeRepositoriesResponse::repositories,
          repository -> repository(repositories, ecr, scanning, repository));
    }
  }

  private static void repository(
      Listing repositories,
      EcrClient ecr,
      Once<GetRegistryScanningConfigurationResponse> scanning,
      Repository repository) {
    String name = repository.repositoryName();
    ResourceDraft draft =
        repositories
            .draft(repository.repositoryArn(), name, repository)
            .attempt(
                "ecr:GetRepositoryPolicy",
                "Policy",
                () -> ecr.getRepositoryPolicy(r -> r.repositoryName(name)).policyText(),
                "RepositoryPolicyNotFoundException"::equals)
            .attempt(
                "ecr:GetRegistryScanningConfiguration",
                "RegistryScanType",
                () -> scanning.get().scanningConfiguration().scanTypeAsString());
    draft.attempt("ecr:DescribeImages", "NewestImage", () -> newest(draft, ecr, name));
    draft.emit();
  }

  private static @Nullable Object newest(ResourceDraft draft, EcrClient ecr, String repository) {
    ImageDetail newest = null;
    int pages = 0;
    for (DescribeImagesResponse page :
        ecr.describeImagesPaginator(r -> r.repositoryName(repository).maxResults(1000))) {
      if (++pages > MAX_PAGES) {
        draft.blind(
            new BlindSpot(
                "NewestImage",
                UnknownReason.LIMIT_EXCEEDED,
                "ecr:DescribeImages",
                "more than " + MAX_PAGES + " pages of images"));
        return null;
      }
      for (ImageDetail image : page.imageDetails()) {
        if (newest == null || image.imagePushedAt().isAfter(newest.imagePushedAt())) {
          newest = image;
        }
      }
    }
    return newest == null ? null : facts(newest);
  }

  private static Map<String, Object> facts(ImageDetail image) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ImageDigest", image.imageDigest());
    facts.put("ImagePushedAt", image.imagePushedAt().toString());
    if (image.imageScanFindingsSummary() != null) {
      Map<String, Object> counts = new TreeMap<>();
      image
          .imageScanFindingsSummary()
          .findingSeverityCountsAsStrings()
          .forEach((severity, count) -> counts.put(severity, (long) count));
      facts.put("FindingSeverityCounts", counts);
    }
    return facts;
  }
}
