package io.attestream.agent.aws.acm;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;

/**
 * Certificates of every key type. Member {@code Certificate}; keys are not read.
 */
public final class CertificateCollector implements ServiceCollector {
  private static final ResourceType CERTIFICATE =
      new ResourceType("aws.acm.certificate", "acm:ListCertificates", "acm:DescribeCertificate");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(CERTIFICATE);
  }

  private static final Set<String> KEPT =
      Set.of(
          "DomainName",
          "Status",
          "Type",
          "NotBefore",
          "NotAfter",
          "KeyAlgorithm",
          "SignatureAlgorithm",
          "InUseBy",
          "RenewalEligibility",
          "RenewalSummary");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    AcmClient acm = scan.client(AcmClient.class, AcmClient::builder);
    try (Listing certificates = scan.listing(CERTIFICATE)) {
      certificates.forEach(
          acm.listCertificatesPaginator(
              r ->
                  r.includes(
                      i -> i.keyTypes(List.copyOf(new TreeSet<>(KeyAlgorithm.knownValues()))))),
          ListCertificatesResponse::certificateSummaryList,
          one ->
              certificates
                  .draft(one.certificateArn(), one.domainName())
                  .attempt(
                      "acm:DescribeCertificate",
                      "Certificate",
                      () -> kept(acm, one.certificateArn()))
                  .emit());
    }
  }

  private static Map<String, Object> kept(AcmClient acm, String arn) {
    Map<String, Object> certificate =
        PojoDocument.of(acm.describeCertificate(r -> r.certificateArn(arn)).certificate());
    certificate.keySet().retainAll(KEPT);
    if (certificate.get("RenewalSummary") instanceof Map<?, ?> renewal) {
      certificate.put(
          "RenewalStatus", Objects.requireNonNullElse(renewal.get("RenewalStatus"), ""));
      certificate.remove("RenewalSummary");
    }
    return certificate;
  }
}
