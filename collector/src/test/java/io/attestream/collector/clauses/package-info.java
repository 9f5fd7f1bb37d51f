@NullMarked
package io.attestream.collector.clauses;

import org.jspecify.annotations.NullMarked;
