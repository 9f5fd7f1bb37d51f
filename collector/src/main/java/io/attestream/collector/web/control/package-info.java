/** The controls: list and one control with its grade, checks, manual part and history. */
@NullMarked
package io.attestream.collector.web.control;

import org.jspecify.annotations.NullMarked;
