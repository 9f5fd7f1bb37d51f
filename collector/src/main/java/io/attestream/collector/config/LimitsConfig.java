package io.attestream.collector.config;

/** Bounds on what agents may send. */
public record LimitsConfig(
    @Setting(doc = "Agent streams open at the same time.", value = "1000", min = 1, max = 100_000)
        int streams,
    @Setting(
            doc = "Bytes of one gRPC message.",
            value = "2097152",
            min = 1_179_648,
            max = 16_777_216)
        int frameBytes,
    @Setting(doc = "Puts and dels in one commit.", value = "1000000", min = 1, max = 1_000_000)
        int commitChanges,
    @Setting(
            doc = "Bytes of all parts of one commit.",
            value = "1073741824",
            min = 1_048_576,
            max = 4_294_967_296L)
        long commitBytes,
    @Setting(
            doc =
                "Bytes of parts of all commits that are held in memory; what is over it waits in temporary files.",
            value = "67108864",
            max = 4_294_967_296L)
        long assemblyBytes,
    @Setting(
            doc =
                "Provisional frames that one agent may send in a second; more are dropped and counted.",
            value = "20",
            min = 1,
            max = 1_000)
        int provisionalPerSecond) {}
