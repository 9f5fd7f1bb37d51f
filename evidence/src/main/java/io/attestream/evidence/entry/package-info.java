/** Log entries other than commits: enrolment, revocation, decisions, the start of a log. */
@NullMarked
package io.attestream.evidence.entry;

import org.jspecify.annotations.NullMarked;
