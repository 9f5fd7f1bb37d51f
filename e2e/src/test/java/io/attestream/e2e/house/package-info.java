/** The product as its users start it: the executable jars as child processes, spoken to from outside. */
@NullMarked
package io.attestream.e2e.house;

import org.jspecify.annotations.NullMarked;
