@NullMarked
package io.attestream.collector.nonconformity;

import org.jspecify.annotations.NullMarked;
