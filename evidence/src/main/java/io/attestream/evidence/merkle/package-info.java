/** Merkle trees of RFC 6962: roots, inclusion and consistency proofs. */
@NullMarked
package io.attestream.evidence.merkle;

import org.jspecify.annotations.NullMarked;
