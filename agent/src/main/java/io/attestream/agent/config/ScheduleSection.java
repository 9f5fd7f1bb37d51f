package io.attestream.agent.config;

import java.time.Duration;

/** When scope units are scanned and committed. */
public record ScheduleSection(
    @Key(
            doc =
                "Time between two scans of a unit that cannot be watched, and the longest time between two commits of any unit.",
            def = "1h",
            min = 5,
            max = 86_400)
        Duration interval,
    @Key(
            doc = "How long a watched unit must change nothing before its changes are committed.",
            def = "2s",
            max = 600)
        Duration settle,
    @Key(
            doc = "How late a promised commit may be before the collector calls it missing.",
            def = "10m",
            min = 1,
            max = 86_400)
        Duration grace,
    @Key(
            doc = "How often manifests are looked at for changed files.",
            def = "10s",
            min = 1,
            max = 3_600)
        Duration poll,
    @Key(doc = "Scope units scanned at the same time.", def = "4", min = 1, max = 64)
        int parallel) {}
