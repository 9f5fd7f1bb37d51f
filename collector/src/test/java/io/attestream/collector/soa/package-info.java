@NullMarked
package io.attestream.collector.soa;

import org.jspecify.annotations.NullMarked;
