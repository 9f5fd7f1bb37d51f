/** Puts a running agent together. */
@NullMarked
package io.attestream.agent.process;

import org.jspecify.annotations.NullMarked;
