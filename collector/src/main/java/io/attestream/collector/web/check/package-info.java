/** The checks: list and one check with its counters, mapping and failing resources. */
@NullMarked
package io.attestream.collector.web.check;

import org.jspecify.annotations.NullMarked;
