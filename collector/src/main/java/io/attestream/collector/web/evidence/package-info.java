/** Documents and records of a control. */
@NullMarked
package io.attestream.collector.web.evidence;

import org.jspecify.annotations.NullMarked;
