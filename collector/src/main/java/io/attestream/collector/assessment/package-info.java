/**
 * How verdicts become a likely nonconformity. Pure: facts in, grade out; no clock, no database, no
 * Vert.x. The rules and their names (G0 to G4, M1 to M6, N1 to N6, E1 to E3, O1 to O6,
 * X1, X2, CL1 to CL6, FC) are the
 * project's own; every number is a default of {@link GradingParameters}.
 */
@NullMarked
package io.attestream.collector.assessment;

import org.jspecify.annotations.NullMarked;
