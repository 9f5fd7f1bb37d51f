package io.attestream.collector.assurance;

/**
 * From then on a check in a unit was in this state.
 *
 * @param at epoch milliseconds
 */
record Turn(long at, CheckState state) {}
