/**
 * Exceptions: failures that someone answers for until a day. They take failures out of what is graded;
 * verdicts, findings and evidence stay as they are.
 */
@NullMarked
package io.attestream.collector.exceptions;

import org.jspecify.annotations.NullMarked;
