@NullMarked
package io.attestream.collector.parameters;

import org.jspecify.annotations.NullMarked;
