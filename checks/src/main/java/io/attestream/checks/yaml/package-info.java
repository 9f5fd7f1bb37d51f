/** Bounded reading of YAML files into nodes that know their line. */
@NullMarked
package io.attestream.checks.yaml;

import org.jspecify.annotations.NullMarked;
