/** What the grades will be on the day of an audit, and what must happen before it. */
@NullMarked
package io.attestream.collector.readiness;

import org.jspecify.annotations.NullMarked;
