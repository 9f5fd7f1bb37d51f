/** The commands of the agent. */
@NullMarked
package io.attestream.agent.cli;

import org.jspecify.annotations.NullMarked;
