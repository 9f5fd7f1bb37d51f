/** Agents and a collector in one thread, between them a network that a seed makes misbehave. */
@NullMarked
package io.attestream.e2e.simulation;

import org.jspecify.annotations.NullMarked;
