/**
 * The Statement of Applicability: 93 rows, its frozen versions and what changed between them. Every
 * change is a decision.
 */
@NullMarked
package io.attestream.collector.soa;

import org.jspecify.annotations.NullMarked;
