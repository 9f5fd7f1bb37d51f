@NullMarked
package io.attestream.collector.exceptions;

import org.jspecify.annotations.NullMarked;
