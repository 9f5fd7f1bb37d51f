/** The first page: the state of the 93 controls, what changed and what to look at first. */
@NullMarked
package io.attestream.collector.web.overview;

import org.jspecify.annotations.NullMarked;
