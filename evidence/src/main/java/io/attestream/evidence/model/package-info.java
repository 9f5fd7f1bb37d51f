/** The words that every module shares: status, blind spot, observation, verdict, scope unit. */
@NullMarked
package io.attestream.evidence.model;

import org.jspecify.annotations.NullMarked;
