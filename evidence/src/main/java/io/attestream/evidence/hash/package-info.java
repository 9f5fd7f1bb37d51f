/** SHA-256 and hexadecimal text. */
@NullMarked
package io.attestream.evidence.hash;

import org.jspecify.annotations.NullMarked;
