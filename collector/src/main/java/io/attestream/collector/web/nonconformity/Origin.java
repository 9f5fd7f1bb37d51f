package io.attestream.collector.web.nonconformity;

import io.attestream.collector.nonconformity.Requirement;
import io.attestream.collector.web.view.Reference;

/**
 * A requirement as a page names it.
 *
 * @param title of the control; empty for a clause
 * @param href its page, or empty
 */
public record Origin(String text, String title, String href) {
  static Origin of(Requirement requirement, Reference reference) {
    return requirement
        .control()
        .map(
            control ->
                new Origin(
                    requirement.text(), reference.controlTitle(control), "/controls/" + control))
        .orElseGet(() -> new Origin("Clause " + requirement.text(), "", ""));
  }
}
