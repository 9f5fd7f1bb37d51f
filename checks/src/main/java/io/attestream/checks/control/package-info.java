/** The 93 controls of Annex A, as data. */
@NullMarked
package io.attestream.checks.control;

import org.jspecify.annotations.NullMarked;
