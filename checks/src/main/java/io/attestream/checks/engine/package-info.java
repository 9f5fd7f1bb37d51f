/** Judging: projection of a document and the verdict over it. Pure; the clock is an argument. */
@NullMarked
package io.attestream.checks.engine;

import org.jspecify.annotations.NullMarked;
