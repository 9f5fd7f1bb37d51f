/** The database port: transactions over JDBI handles, and what can go wrong in them. */
@NullMarked
package io.attestream.collector.store;

import org.jspecify.annotations.NullMarked;
