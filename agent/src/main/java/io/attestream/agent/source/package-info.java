/** Opens the sources that a configuration names. */
@NullMarked
package io.attestream.agent.source;

import org.jspecify.annotations.NullMarked;
