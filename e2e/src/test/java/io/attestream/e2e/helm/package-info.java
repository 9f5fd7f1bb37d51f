/** The charts, installed on a real API server, and what they render, given to the real programs. */
@NullMarked
package io.attestream.e2e.helm;

import org.jspecify.annotations.NullMarked;
