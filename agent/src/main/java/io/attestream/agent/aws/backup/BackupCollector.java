package io.attestream.agent.aws.backup;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupPlansResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ProtectedResource;

/**
 * AWS Backup in a region: vaults (added: {@code UnencryptedRecoveryPoints}), plans (member {@code
 * BackupPlan}), resources that are backed up, and one resource for the region: {@code Jobs} of the last
 * thirty days by state, {@code FailingResources} (whose last two jobs both failed), {@code
 * RestoreTestingPlans} (names) and {@code RestoreJobs} (the first thousand that the API lists).
 */
public final class BackupCollector implements ServiceCollector {
  private static final ResourceType VAULT =
      new ResourceType(
          "aws.backup.vault", "backup:ListBackupVaults", "backup:ListRecoveryPointsByBackupVault");
  private static final ResourceType PLAN =
      new ResourceType("aws.backup.plan", "backup:ListBackupPlans", "backup:GetBackupPlan");
  private static final ResourceType PROTECTED =
      new ResourceType("aws.backup.protected-resource", "backup:ListProtectedResources");
  private static final ResourceType REGION =
      new ResourceType(
          "aws.backup.region",
          "backup:ListBackupJobs",
          "backup:ListRestoreTestingPlans",
          "backup:ListRestoreJobs");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(VAULT, PLAN, PROTECTED, REGION);
  }

  /** Pages of recovery points and of jobs that are looked through; a page holds up to a thousand. */
  private static final int MAX_PAGES = 50;

  private static final Set<String> BAD = Set.of("FAILED", "ABORTED", "EXPIRED", "PARTIAL");
  private static final Set<String> OVER =
      Set.of("COMPLETED", "FAILED", "ABORTED", "EXPIRED", "PARTIAL");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    BackupClient backup = scan.client(BackupClient.class, BackupClient::builder);
    try (Listing vaults = scan.listing(VAULT)) {
      vaults.forEach(
          backup.listBackupVaultsPaginator(r -> {}),
          ListBackupVaultsResponse::backupVaultList,
          vault -> vault(vaults, backup, vault));
    }
    try (Listing plans = scan.listing(PLAN)) {
      plans.forEach(
          backup.listBackupPlansPaginator(r -> {}),
          ListBackupPlansResponse::backupPlansList,
          plan ->
              plans
                  .draft(plan.backupPlanArn(), plan.backupPlanName(), plan)
                  .without("LastExecutionDate")
                  .member(
                      "backup:GetBackupPlan",
                      "BackupPlan",
                      () -> backup.getBackupPlan(r -> r.backupPlanId(plan.backupPlanId())))
                  .emit());
    }
    try (Listing resources = scan.listing(PROTECTED)) {
      resources.forEach(
          backup.listProtectedResourcesPaginator(r -> {}),
          ListProtectedResourcesResponse::results,
          one -> resources.draft(one.resourceArn(), name(one), one).emit());
    }
    scan.ofRegion(
        REGION,
        scan.arn("backup", "region"),
        draft -> region(draft.put("RegionName", scan.region()), backup));
  }

  private static String name(ProtectedResource one) {
    return Objects.requireNonNullElse(one.resourceName(), one.resourceArn());
  }

  private static void vault(Listing vaults, BackupClient backup, BackupVaultListMember vault) {
    ResourceDraft draft =
        vaults
            .draft(vault.backupVaultArn(), vault.backupVaultName(), vault)
            .without("NumberOfRecoveryPoints");
    draft
        .attempt(
            "backup:ListRecoveryPointsByBackupVault",
            "UnencryptedRecoveryPoints",
            () -> unencrypted(draft, backup, vault.backupVaultName()))
        .emit();
  }

  private static @Nullable Object unencrypted(
      ResourceDraft draft, BackupClient backup, String vault) {
    long found = 0;
    int pages = 0;
    for (ListRecoveryPointsByBackupVaultResponse page :
        backup.listRecoveryPointsByBackupVaultPaginator(
            r -> r.backupVaultName(vault).maxResults(1000))) {
      if (++pages > MAX_PAGES) {
        draft.blind(
            new BlindSpot(
                "UnencryptedRecoveryPoints",
                UnknownReason.LIMIT_EXCEEDED,
                "backup:ListRecoveryPointsByBackupVault",
                "more than " + MAX_PAGES + " pages of recovery points"));
        return null;
      }
      found +=
          page.recoveryPoints().stream()
              .filter(point -> Boolean.FALSE.equals(point.isEncrypted()))
              .count();
    }
    return found;
  }

  private static void region(ResourceDraft draft, BackupClient backup) {
    BackupJobs jobs = new BackupJobs(backup);
    draft
        .attempt("backup:ListBackupJobs", "Jobs", jobs::byState)
        .attempt("backup:ListBackupJobs", "FailingResources", jobs::failingResources)
        .attempt(
            "backup:ListRestoreTestingPlans",
            "RestoreTestingPlans",
            () ->
                backup.listRestoreTestingPlansPaginator(r -> {}).restoreTestingPlans().stream()
                    .map(plan -> plan.restoreTestingPlanName())
                    .toList())
        .attempt("backup:ListRestoreJobs", "RestoreJobs", () -> restores(backup))
        .emit();
  }

  private static List<Object> restores(BackupClient backup) {
    List<Object> jobs = new ArrayList<>();
    backup
        .listRestoreJobs(r -> r.maxResults(1000))
        .restoreJobs()
        .forEach(
            job -> {
              Map<String, Object> facts = PojoDocument.of(job);
              facts
                  .keySet()
                  .retainAll(
                      Set.of(
                          "RestoreJobId",
                          "Status",
                          "CreationDate",
                          "CompletionDate",
                          "ValidationStatus"));
              jobs.add(facts);
            });
    return jobs;
  }

  /** The jobs of the last thirty days, which is what the API lists; read at the first use. */
  private static final class BackupJobs {
    private final Once<List<BackupJob>> jobs;

    BackupJobs(BackupClient backup) {
      this.jobs =
          new Once<>(
              () ->
                  backup.listBackupJobsPaginator(r -> r.maxResults(1000)).stream()
                      .limit(MAX_PAGES)
                      .flatMap(page -> page.backupJobs().stream())
                      .filter(job -> OVER.contains(job.stateAsString()))
                      .toList());
    }

    Object byState() {
      long failed = jobs.get().stream().filter(job -> BAD.contains(job.stateAsString())).count();
      return Map.of("Total", (long) jobs.get().size(), "Failed", failed);
    }

    Object failingResources() {
      Map<String, List<BackupJob>> byResource =
          jobs.get().stream()
              .filter(job -> job.resourceArn() != null && job.creationDate() != null)
              .sorted(Comparator.comparing(BackupJob::creationDate).reversed())
              .collect(
                  Collectors.groupingBy(BackupJob::resourceArn, TreeMap::new, Collectors.toList()));
      return byResource.entrySet().stream()
          .filter(entry -> entry.getValue().size() > 1)
          .filter(
              entry ->
                  entry.getValue().stream()
                      .limit(2)
                      .allMatch(job -> BAD.contains(job.stateAsString())))
          .map(Map.Entry::getKey)
          .toList();
    }
  }
}
