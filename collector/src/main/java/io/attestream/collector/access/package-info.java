/** Who may do what: users, sessions, enrolment tokens, agents. */
@NullMarked
package io.attestream.collector.access;

import org.jspecify.annotations.NullMarked;
