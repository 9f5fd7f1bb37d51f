package io.attestream.agent.config;

/** Bounds. What exceeds one is refused or waits, and is counted; nothing is dropped silently. */
public record LimitsSection(
    @Key(
            doc =
                "MiB of commits that wait for the collector. Beyond it changes are kept as one pending state a unit and committed later.",
            def = "512",
            min = 1,
            max = 1_048_576)
        int spoolMiB,
    @Key(doc = "Commits sent ahead of their acknowledgement.", def = "8", min = 1, max = 256)
        int window,
    @Key(
            doc = "Seconds to wait for an acknowledgement before the stream is opened anew.",
            def = "60",
            min = 1,
            max = 3_600)
        int ackSeconds,
    @Key(doc = "Threads that judge resources.", def = "2", min = 1, max = 64) int judges) {}
