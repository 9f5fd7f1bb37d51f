/** collector.yaml and the environment, read into records with every mistake reported at once. */
@NullMarked
package io.attestream.collector.config;

import org.jspecify.annotations.NullMarked;
