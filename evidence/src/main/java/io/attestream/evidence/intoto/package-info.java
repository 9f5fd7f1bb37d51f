/** In-toto statements (in-toto Attestation Framework, Statement v1). */
@NullMarked
package io.attestream.evidence.intoto;

import org.jspecify.annotations.NullMarked;
