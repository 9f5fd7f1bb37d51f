@NullMarked
package io.attestream.collector.readiness;

import org.jspecify.annotations.NullMarked;
