/**
 * The register of the clauses 4 to 10: their documents and records, and the internal audits and management
 * reviews as dated events.
 */
@NullMarked
package io.attestream.collector.clauses;

import org.jspecify.annotations.NullMarked;
