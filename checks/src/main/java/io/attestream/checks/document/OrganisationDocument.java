package io.attestream.checks.document;

import io.attestream.checks.organisation.Fact;
import java.util.List;
import java.util.stream.Collectors;

/** {@code docs/organisation.md}: the facts that an organisation can give, and the checks that take them. */
final class OrganisationDocument {
  private static final String HEAD =
      """
      # What the organisation says of itself

      Some checks compare with what no API tells: who works here, which accounts belong to suppliers, how long logs are kept. One YAML file says it for all of them, and
      `checks.organisation` in `agent.yaml` names it. Every fact may be left out; checks that wait for one are not applicable until then. A value under
      `checks.params` goes before a fact. Facts are parameters: they are in the pack, whose digest every commit names.

      ```yaml
      accounts: {known: ["111122223333"], suppliers: ["444455556666"]}
      people:
        employed: {csv: people.csv, column: user}
      tags: {classified: data=confidential, environmentKey: environment}
      recovery: {pointMinutes: 15, timeHours: 8}
      retention: {logDays: 365, backupDays: ["35", "365"]}
      clusters: {productionNamespaces: [shop, payments]}
      ```

      A list can be a column of a CSV file (RFC 4180, UTF-8, with headings) beside the file, such as the personnel system exports it. A mistake names file, line and the near
      key, and starts nothing. The file is read when the agent starts.

      This page is generated from `frameworks/organisation.yaml`; a test compares it.
      """;

  private OrganisationDocument() {}

  static String markdown(List<Fact> facts) {
    Markdown page = new Markdown();
    HEAD.lines().forEach(page::line);
    page.line("").head("fact", "type", "meaning", "sets");
    for (Fact fact : facts) {
      page.row(
          "`" + fact.key() + "`",
          fact.type().key(),
          fact.meaning(),
          fact.sets().stream()
              .map(target -> "`" + target.check() + "` " + target.param())
              .collect(Collectors.joining("<br>")));
    }
    return page.toString();
  }
}
