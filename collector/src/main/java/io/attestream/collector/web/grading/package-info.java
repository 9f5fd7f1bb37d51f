/** The page of grading parameters. */
@NullMarked
package io.attestream.collector.web.grading;

import org.jspecify.annotations.NullMarked;
