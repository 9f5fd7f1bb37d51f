/** The part of ASN.1 that time stamps need, in its distinguished encoding (ITU-T X.690, DER). */
@NullMarked
package io.attestream.evidence.der;

import org.jspecify.annotations.NullMarked;
