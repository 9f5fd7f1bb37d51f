/** Facts given as a file: read, graded and printed. The format is docs/grading.md. */
@NullMarked
package io.attestream.collector.grading;

import org.jspecify.annotations.NullMarked;
