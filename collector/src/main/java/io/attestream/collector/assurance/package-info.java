/**
 * Period assurance: for a control and a window of time, how much of the promised and required
 * observation came in, where it was missing, and what it showed. Computed from times of commits and
 * turns of checks; only {@link io.attestream.collector.assurance.AssuranceReader} and {@link
 * io.attestream.collector.assurance.CheckTurns} know the database.
 */
@NullMarked
package io.attestream.collector.assurance;

import org.jspecify.annotations.NullMarked;
