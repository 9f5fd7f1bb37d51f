/** The verifier with the checks' engine beside it. */
@NullMarked
package io.attestream.checks.reperform;

import org.jspecify.annotations.NullMarked;
