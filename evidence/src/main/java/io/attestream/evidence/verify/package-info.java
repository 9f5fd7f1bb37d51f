/** The offline verifier of bundles. */
@NullMarked
package io.attestream.evidence.verify;

import org.jspecify.annotations.NullMarked;
