/** The pages of the clauses 4 to 10. */
@NullMarked
package io.attestream.collector.web.clause;

import org.jspecify.annotations.NullMarked;
