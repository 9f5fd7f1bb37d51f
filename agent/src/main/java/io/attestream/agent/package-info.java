/** The agent: collects resources, judges them, signs what it saw and streams it to a collector. */
@NullMarked
package io.attestream.agent;

import org.jspecify.annotations.NullMarked;
