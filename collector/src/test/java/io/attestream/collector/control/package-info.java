@NullMarked
package io.attestream.collector.control;

import org.jspecify.annotations.NullMarked;
