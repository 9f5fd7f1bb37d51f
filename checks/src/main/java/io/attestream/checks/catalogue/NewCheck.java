package io.attestream.checks.catalogue;

import io.attestream.checks.model.Check;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The file of a check that somebody is about to write: complete, its cases hold, and every text to replace says so. */
public final class NewCheck {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(\\.[a-z0-9]+(-[a-z0-9]+)*){2,5}");

  private final String id;
  private final String type;

  private NewCheck(String id, String type) {
    this.id = id;
    this.type = type;
  }

  /**
   * @param id {@code <resource type>.<what holds>}, of a type that the catalogue knows
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static NewCheck of(String id, Catalogue catalogue) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'" + id + "' is no check id; write RESOURCE-TYPE.WHAT-HOLDS in lower case");
    }
    if (catalogue.byId(id).isPresent()) {
      throw new IllegalArgumentException("there is a check '" + id + "' already");
    }
    Set<String> types = new TreeSet<>();
    catalogue.checks().stream().map(Check::resource).forEach(types::add);
    String type =
        types.stream()
            .filter(known -> id.startsWith(known + "."))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow(
                () -> {
                  String given = id.substring(0, id.lastIndexOf('.'));
                  return new IllegalArgumentException(
                      "no resource type '" + given + "'" + Nearest.hint(given, types));
                });
    return new NewCheck(id, type);
  }

  /** {@code WHAT-HOLDS.yaml}. */
  public String fileName() {
    return holds() + ".yaml";
  }

  public String yaml() {
    String words = holds().replace('-', ' ').replace('.', ' ');
    String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    String reference =
        type.startsWith("aws.") ? "https://docs.aws.amazon.com/" : "https://kubernetes.io/docs/";
    return TEMPLATE.formatted(id, title, type, reference);
  }

  private String holds() {
    return id.substring(type.length() + 1);
  }

  private static final String TEMPLATE =
      """
      # docs/checks/writing.md says what each key means; `attestream agent explain` shows the evidence of a resource.
      id: %1$s
      version: 1
      title: %2$s
      severity: medium
      resource: %3$s
      controls:
        - id: "8.9"
          strength: partial
          why: Replace this by one line on what the check shows of the control.
      observe: [replaceThisField]
      passes: r.replaceThisField == 'good'
      message: Replace this by what a person reads when it fails.
      rationale: Replace this by why it matters.
      remediation:
        console: Replace this by what to do.
      references:
        - %4$s
      cases:
        - name: as it should be
          expect: pass
          resource: {replaceThisField: good}
        - name: not as it should be
          expect: fail
          resource: {replaceThisField: bad}
        - name: the call is denied
          expect: unknown
          reason: ACCESS_DENIED
          resource: {}
          blind:
            - {path: replaceThisField, reason: ACCESS_DENIED, api: "service:Call", detail: AccessDenied}
      """;
}
