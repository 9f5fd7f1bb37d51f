/** Enrolment, and the stream that carries commits to the collector and proofs back. */
@NullMarked
package io.attestream.agent.stream;

import org.jspecify.annotations.NullMarked;
