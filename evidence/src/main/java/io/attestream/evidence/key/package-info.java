/** Ed25519 keys (RFC 8032) and the files that hold them. */
@NullMarked
package io.attestream.evidence.key;

import org.jspecify.annotations.NullMarked;
