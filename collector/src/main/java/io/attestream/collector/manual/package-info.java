/**
 * Documents and records that complete a control: where they are kept, since when they hold, when they
 * are due for review. Their content stays where it is.
 */
@NullMarked
package io.attestream.collector.manual;

import org.jspecify.annotations.NullMarked;
