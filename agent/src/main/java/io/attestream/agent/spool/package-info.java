/** The agent's durable state: one SQLite file with its leaves, its unacknowledged commits and what it last verified. */
@NullMarked
package io.attestream.agent.spool;

import org.jspecify.annotations.NullMarked;
