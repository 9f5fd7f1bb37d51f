/** Result leaves, their disclosures, and the digest over an ordered set of leaves. */
@NullMarked
package io.attestream.evidence.leaf;

import org.jspecify.annotations.NullMarked;
