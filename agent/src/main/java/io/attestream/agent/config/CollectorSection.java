package io.attestream.agent.config;

/** The collector, and how the agent trusts it. */
public record CollectorSection(
    @Key(
            doc =
                "Base URL of the collector. Plain http only for a loopback address; empty to keep commits in the spool.",
            pattern = "(https?://[^/?#]+/?)?")
        String url,
    @Key(doc = "Single-use enrolment token, needed at the first start only.") Secret token,
    @Key(doc = "File that holds the enrolment token.") String tokenFile,
    @Key(
            doc =
                "The log's verifier key, pinned before enrolment (<origin>+<8 hex>+<base64>). Empty to trust the one given at enrolment.")
        String logKey,
    @Key(doc = "TLS settings, for https.") TlsSection tls) {
  /** Trust in the collector's certificate. */
  public record TlsSection(
      @Key(doc = "PEM file of the certificate authorities to trust instead of the platform's.")
          String caFile) {}

  public CollectorSection {
    if (token.isPresent() && !tokenFile.isEmpty()) {
      throw new IllegalArgumentException("set token or tokenFile, not both");
    }
  }

  public static CollectorSection none() {
    return new CollectorSection("", Secret.NONE, "", "", new TlsSection(""));
  }

  public CollectorSection with(String url, Secret token, String tokenFile) {
    return new CollectorSection(url, token, tokenFile, logKey, tls);
  }
}
