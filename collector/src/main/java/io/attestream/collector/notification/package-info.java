/**
 * What turned is told to people and programs: transitions go into an outbox in the transaction that makes
 * them true, and from there to the channels of a file, at least once, with a stable id.
 */
@NullMarked
package io.attestream.collector.notification;

import org.jspecify.annotations.NullMarked;
