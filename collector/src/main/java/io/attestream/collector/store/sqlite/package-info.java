/** The port on one SQLite file: one writer, a few readers, write-ahead log. */
@NullMarked
package io.attestream.collector.store.sqlite;

import org.jspecify.annotations.NullMarked;
