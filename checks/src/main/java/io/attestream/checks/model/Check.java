package io.attestream.checks.model;

import io.attestream.checks.path.ObservePath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A check: data that says which part of a resource is evidence and what must hold of it.
 *
 * @param id {@code <resource type>.<what holds when it passes>}, never reused
 * @param version counts up whenever a verdict may change for the same evidence
 * @param resource the resource type that it judges
 * @param plan rows of the plan that it serves
 * @param observe paths that make the evidence
 * @param context paths kept in the evidence for the reader; no expression reads them
 * @param appliesWhen CEL over {@code r} and {@code params}; {@code null} when the check concerns
 *     every resource of the type
 * @param passes CEL that holds when the check passes
 * @param usesClock whether an expression reads {@code now}
 * @param source file name relative to the catalogue
 */
public record Check(
    String id,
    int version,
    String title,
    Severity severity,
    String resource,
    List<String> plan,
    List<ControlEdge> controls,
    Map<String, Param> params,
    List<ObservePath> observe,
    List<ObservePath> context,
    @Nullable String appliesWhen,
    String passes,
    boolean usesClock,
    String message,
    String rationale,
    Remediation remediation,
    List<String> references,
    List<CheckCase> cases,
    String source) {
  public Check {
    plan = List.copyOf(plan);
    controls = List.copyOf(controls);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    observe = List.copyOf(observe);
    context = List.copyOf(context);
    references = List.copyOf(references);
    cases = List.copyOf(cases);
  }

  public Optional<String> applies() {
    return Optional.ofNullable(appliesWhen);
  }

  /** {@code id@version}, as it stands in a result leaf. */
  public String pinned() {
    return id + "@" + version;
  }

  /** {@code aws} or {@code k8s}: the first part of the resource type. */
  public String provider() {
    return resource.substring(0, resource.indexOf('.'));
  }
}
