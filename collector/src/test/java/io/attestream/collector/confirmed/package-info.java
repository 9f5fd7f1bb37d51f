@NullMarked
package io.attestream.collector.confirmed;

import org.jspecify.annotations.NullMarked;
