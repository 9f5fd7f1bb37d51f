/** Turns resources into results, and the results of one scope unit into the leaves of its next commit. */
@NullMarked
package io.attestream.agent.judge;

import org.jspecify.annotations.NullMarked;
