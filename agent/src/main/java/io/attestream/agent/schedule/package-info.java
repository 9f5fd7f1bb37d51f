/** When units are scanned, watched and committed. */
@NullMarked
package io.attestream.agent.schedule;

import org.jspecify.annotations.NullMarked;
