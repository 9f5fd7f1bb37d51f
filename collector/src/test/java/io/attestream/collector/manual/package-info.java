@NullMarked
package io.attestream.collector.manual;

import org.jspecify.annotations.NullMarked;
