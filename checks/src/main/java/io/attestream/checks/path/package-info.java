/** Paths into resource documents and the projections that they make. */
@NullMarked
package io.attestream.checks.path;

import org.jspecify.annotations.NullMarked;
