package io.attestream.checks.catalogue;

import io.attestream.checks.yaml.Problem;
import java.util.Comparator;
import java.util.List;

/**
 * Files of checks, read as far as they can be.
 *
 * @param catalogue the checks of those that are right
 * @param files how many were read
 * @param problems every mistake in the others, by file and line
 */
public record Reading(Catalogue catalogue, int files, List<Problem> problems) {
  public Reading {
    problems =
        problems.stream()
            .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
            .toList();
  }
}
