/** Rules over the whole catalogue and the controls together. */
@NullMarked
package io.attestream.checks.lint;

import org.jspecify.annotations.NullMarked;
