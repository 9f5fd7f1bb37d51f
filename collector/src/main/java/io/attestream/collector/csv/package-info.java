/** Comma-separated values (RFC 4180) that people open in spreadsheets. */
@NullMarked
package io.attestream.collector.csv;

import org.jspecify.annotations.NullMarked;
