/** Agents, their units, what they could not see, and enrolment. */
@NullMarked
package io.attestream.collector.web.agent;

import org.jspecify.annotations.NullMarked;
