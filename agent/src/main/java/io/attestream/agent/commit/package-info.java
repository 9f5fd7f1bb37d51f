/** Builds and signs commit manifests. Pure but for the signing key. */
@NullMarked
package io.attestream.agent.commit;

import org.jspecify.annotations.NullMarked;
