package io.attestream.collector.config;

import java.nio.file.Path;
import java.util.Optional;

/** Who is told what turned. */
public record NotificationsConfig(
    @Setting(doc = "YAML file with the channels; see notifications.md. Without it nobody is told.")
        Optional<Path> channels,
    @Setting(
            doc = "Address of the dashboard as people reach it, for links in notifications.",
            pattern =
                "https?://[A-Za-z0-9.:\\[\\]-]{1,200}(/[A-Za-z0-9._~/-]{0,200}[A-Za-z0-9._~-])?")
        Optional<String> dashboard,
    @Setting(
            doc = "Days before its last day from which an exception is told as expiring.",
            value = "14",
            max = 366)
        int exceptionDays,
    @Setting(
            doc =
                "Deliveries that may wait, over all channels; beyond it the oldest is dropped, logged and counted.",
            value = "10000",
            min = 10,
            max = 1_000_000)
        int waiting,
    @Setting(
            doc = "Free bytes of the data directory's disk under which it is told as nearly full.",
            value = "1073741824",
            max = Long.MAX_VALUE)
        long freeBytes) {}
