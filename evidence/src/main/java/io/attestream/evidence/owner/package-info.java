/** What the owner of the evidence does on a machine of their own: make a key, sign a scope. */
@NullMarked
package io.attestream.evidence.owner;

import org.jspecify.annotations.NullMarked;
