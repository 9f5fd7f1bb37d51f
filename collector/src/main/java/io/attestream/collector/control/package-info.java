/**
 * The state of the 93 controls: counters moved by each commit, facts read from them, grades kept with
 * their history.
 */
@NullMarked
package io.attestream.collector.control;

import org.jspecify.annotations.NullMarked;
