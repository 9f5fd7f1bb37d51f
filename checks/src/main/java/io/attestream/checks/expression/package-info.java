/** The CEL dialect of checks: compilation, the functions, and what an expression reads. */
@NullMarked
package io.attestream.checks.expression;

import org.jspecify.annotations.NullMarked;
