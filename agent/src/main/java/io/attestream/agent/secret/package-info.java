/** Recognises secrets inside the agent, so that only their names leave it. */
@NullMarked
package io.attestream.agent.secret;

import org.jspecify.annotations.NullMarked;
