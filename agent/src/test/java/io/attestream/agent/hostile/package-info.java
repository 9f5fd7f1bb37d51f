/** Answers that no honest provider gives, and what the agent makes of them. docs/hostile.md lists them. */
@NullMarked
package io.attestream.agent.hostile;

import org.jspecify.annotations.NullMarked;
