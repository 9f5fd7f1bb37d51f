@NullMarked
package io.attestream.collector.assessment;

import org.jspecify.annotations.NullMarked;
