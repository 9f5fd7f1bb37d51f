/** Fakes and fixtures of the agent's tests. */
@NullMarked
package io.attestream.agent.testing;

import org.jspecify.annotations.NullMarked;
