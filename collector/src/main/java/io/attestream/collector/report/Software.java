package io.attestream.collector.report;

/** What made a file. */
final class Software {
  private Software() {}

  /** Name and version of this program. */
  static String name() {
    String version = Software.class.getPackage().getImplementationVersion();
    return "attestream-collector " + (version == null ? "development" : version);
  }
}
