/** Fakes and fixtures: an agent that signs real commits, a collector on a temporary directory. */
@NullMarked
package io.attestream.collector.testing;

import org.jspecify.annotations.NullMarked;
