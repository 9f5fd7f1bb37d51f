/** Tables in files of spreadsheets: CSV and XLSX, bounded, never evaluated. */
@NullMarked
package io.attestream.collector.sheet;

import org.jspecify.annotations.NullMarked;
