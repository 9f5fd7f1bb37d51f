package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.verify.VerificationReport.Problem;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.util.ArrayList;
import java.util.List;

/** Collects problems and notes, both bounded. */
final class Findings {
  private static final int MAX_PROBLEMS = 100;
  private static final int MAX_NOTES = 1000;

  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void problem(Step step, String file, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Problem(step, file, message));
    }
  }

  void problem(Step step, BundleException e) {
    problem(step, e.file(), e.problem());
  }

  void note(String note) {
    if (notes.size() < MAX_NOTES) {
      notes.add(note);
    }
  }

  boolean good() {
    return problems.isEmpty();
  }

  /** So many problems that looking for more helps nobody. */
  boolean full() {
    return problems.size() >= MAX_PROBLEMS;
  }

  List<Problem> problems() {
    return problems;
  }

  List<String> notes() {
    return notes;
  }
}
