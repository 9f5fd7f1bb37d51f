/** What people decide: each change is stored with its signed log entry or not at all. */
@NullMarked
package io.attestream.collector.decision;

import org.jspecify.annotations.NullMarked;
