@NullMarked
package io.attestream.collector.grading;

import org.jspecify.annotations.NullMarked;
