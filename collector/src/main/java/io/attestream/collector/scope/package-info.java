/** What the owner of the evidence declares: scope entries signed elsewhere, and what came of them. */
@NullMarked
package io.attestream.collector.scope;

import org.jspecify.annotations.NullMarked;
