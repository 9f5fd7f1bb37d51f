/** Fixtures that other modules may use in their tests: a tile store in memory, a complete small bundle. */
@NullMarked
package io.attestream.evidence.testing;

import org.jspecify.annotations.NullMarked;
