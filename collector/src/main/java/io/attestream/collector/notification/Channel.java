package io.attestream.collector.notification;

import java.time.Duration;

/**
 * Someone who is told.
 *
 * @param fold within this time changes of the same thing become one message; zero for none
 */
public record Channel(
    String name, Target target, Filter filter, Schedule schedule, Duration fold) {}
