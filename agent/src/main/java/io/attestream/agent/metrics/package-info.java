/** What the agent tells Prometheus. */
@NullMarked
package io.attestream.agent.metrics;

import org.jspecify.annotations.NullMarked;
