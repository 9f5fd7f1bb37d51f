package io.attestream.collector.config;

import java.time.Duration;
import java.util.Optional;

/** The transparency log. */
public record LogConfig(
    @Setting(
            doc =
                "Name of the log in every checkpoint (C2SP origin: a URL without scheme). Cannot change once the log exists. Default: attestream.local/ and a random id.",
            pattern = "[!-*,-~]{1,200}")
        Optional<String> origin,
    @Setting(
            doc = "How long a commit waits for others to share its checkpoint and its disk flush.",
            value = "5ms",
            max = 10_000)
        Duration checkpointInterval,
    @Setting(doc = "Most entries under one checkpoint.", value = "256", min = 1, max = 10_000)
        int checkpointEntries,
    StampConfig stamp) {}
