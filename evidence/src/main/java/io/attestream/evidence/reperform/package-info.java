/** What a verifier needs to judge results again; the engine that does it is in another module. */
@NullMarked
package io.attestream.evidence.reperform;

import org.jspecify.annotations.NullMarked;
