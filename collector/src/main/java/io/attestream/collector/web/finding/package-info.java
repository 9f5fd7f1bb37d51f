/** Findings: runs of failures, open and resolved. */
@NullMarked
package io.attestream.collector.web.finding;

import org.jspecify.annotations.NullMarked;
