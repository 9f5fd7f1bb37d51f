package io.attestream.collector.clauses;

import io.attestream.collector.assessment.Clause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A requirement of the clauses 4 to 10, in our own words.
 *
 * @param clause its number, {@code 9.2.1}
 * @param expects the documents and records that would show it
 * @param documented whether the standard itself asks for documented information
 * @param reviewDays how often it is looked at again, unless decided otherwise
 */
public record Requirement(
    String clause, String title, String expects, boolean documented, int reviewDays) {
  private static final int YEAR = 365;
  private static final int QUARTER = 92;
  private static final int MONTH = 31;

  /** All of them in the order of the standard; where a clause has parts, its parts. */
  private static final List<Requirement> ALL =
      List.of(
          of(
              "4.1",
              "Context of the organisation",
              "Internal and external issues, with the decision whether climate change is one",
              YEAR),
          of(
              "4.2",
              "Interested parties",
              "Who has a stake, what they require, and which of it the system takes up",
              YEAR),
          of("4.3", "Scope", "The scope with its boundaries and interfaces", YEAR),
          of("4.4", "Management system", "The processes of the system and how they interact", YEAR),
          of(
              "5.1",
              "Leadership and commitment",
              "Records in which top management gives direction and means",
              YEAR),
          of(
              "5.2",
              "Policy",
              "The approved information security policy, and that it was made known",
              YEAR),
          of(
              "5.3",
              "Roles and responsibilities",
              "Who answers for the system and who reports on it",
              YEAR),
          of(
              "6.1.1",
              "Risks and opportunities",
              "How risks and opportunities of the system itself are planned for",
              YEAR),
          of(
              "6.1.2",
              "Risk assessment process",
              "The method with its criteria for acceptance and for carrying it out",
              YEAR),
          of(
              "6.1.3",
              "Risk treatment, Statement of Applicability",
              "The treatment process and plan, approved by the owners of the risks",
              YEAR),
          of(
              "6.2",
              "Objectives",
              "Measurable objectives with what, who, by when and how it is judged",
              YEAR),
          of("6.3", "Planned changes", "How changes of the system were planned", YEAR),
          of("7.1", "Resources", "People, time and money that were decided on", YEAR),
          of("7.2", "Competence", "Needed and shown competence of those who matter", YEAR),
          of("7.3", "Awareness", "That people know the policy and their part in it", YEAR),
          of("7.4", "Communication", "What is told to whom, when and by whom", YEAR),
          of(
              "7.5",
              "Documented information",
              "How documents are made, approved, kept and withdrawn",
              YEAR),
          of(
              "8.1",
              "Operational planning and control",
              "That processes ran as planned, those of suppliers among them",
              YEAR),
          of("8.2", "Risk assessment results", "The results of the last risk assessment", YEAR),
          of("8.3", "Risk treatment results", "How far the treatment plan is carried out", QUARTER),
          of(
              "9.1",
              "Monitoring and measurement",
              "What was measured and what came out of it",
              MONTH),
          of("9.2.1", "Internal audits", "Reports of internal audits at planned intervals", YEAR),
          of(
              "9.2.2",
              "Internal audit programme",
              "The programme with criteria, scope, auditors and results",
              YEAR),
          of("9.3.1", "Management review", "That reviews are held at planned intervals", YEAR),
          of(
              "9.3.2",
              "Inputs of the management review",
              "What the review looked at, from (a) to (g)",
              YEAR),
          of(
              "9.3.3",
              "Results of the management review",
              "Decisions on improvement and on changes",
              YEAR),
          of("10.1", "Continual improvement", "What was improved and why", YEAR),
          of(
              "10.2",
              "Nonconformity and corrective action",
              "Nonconformities, what was done and whether it worked",
              YEAR));

  private static final Map<String, Requirement> BY_CLAUSE =
      ALL.stream()
          .collect(java.util.stream.Collectors.toUnmodifiableMap(Requirement::clause, r -> r));

  private static Requirement of(String clause, String title, String expects, int reviewDays) {
    return new Requirement(clause, title, expects, Clause.documented(clause), reviewDays);
  }

  public static List<Requirement> all() {
    return ALL;
  }

  public static Optional<Requirement> of(String clause) {
    return Optional.ofNullable(BY_CLAUSE.get(clause));
  }

  /** Under which subject its documents and records are kept. */
  public String subject() {
    return subject(clause);
  }

  static String subject(String clause) {
    return "clause " + clause;
  }
}
