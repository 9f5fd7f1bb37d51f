/** The grading parameters that people decided on, by version. */
@NullMarked
package io.attestream.collector.parameters;

import org.jspecify.annotations.NullMarked;
