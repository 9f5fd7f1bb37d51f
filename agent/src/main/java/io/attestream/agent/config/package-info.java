/** The agent's configuration: one YAML file, overridden by environment variables, read once at the start. */
@NullMarked
package io.attestream.agent.config;

import org.jspecify.annotations.NullMarked;
