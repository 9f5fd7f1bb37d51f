/** Bounded reading and canonical writing of JSON (a subset of RFC 8785), and times as JSON holds them. */
@NullMarked
package io.attestream.evidence.json;

import org.jspecify.annotations.NullMarked;
