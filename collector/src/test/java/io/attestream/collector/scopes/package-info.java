@NullMarked
package io.attestream.collector.scopes;

import org.jspecify.annotations.NullMarked;
