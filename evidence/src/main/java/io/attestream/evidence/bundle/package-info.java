/** The bundle: a deterministic zip that an auditor verifies offline. The format is docs/bundle.md. */
@NullMarked
package io.attestream.evidence.bundle;

import org.jspecify.annotations.NullMarked;
