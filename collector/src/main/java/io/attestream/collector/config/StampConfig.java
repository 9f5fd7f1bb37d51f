package io.attestream.collector.config;

import java.time.Duration;
import java.util.Optional;

/** Time stamps of checkpoints. */
public record StampConfig(
    @Setting(
            doc =
                "URL of a time stamping authority (RFC 3161) that stamps the log's checkpoints. Without it there are no stamps.",
            pattern = "https?://[^\\s]{1,500}")
        Optional<String> authority,
    @Setting(
            doc = "Time between two stamps; nothing is asked for while the log does not grow.",
            value = "1h",
            min = 1_000)
        Duration interval) {}
