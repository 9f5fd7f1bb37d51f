/** Loading checks from YAML, all mistakes at once. */
@NullMarked
package io.attestream.checks.catalogue;

import org.jspecify.annotations.NullMarked;
