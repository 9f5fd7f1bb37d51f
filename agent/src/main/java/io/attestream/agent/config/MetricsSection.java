package io.attestream.agent.config;

/** Prometheus metrics. */
public record MetricsSection(
    @Key(doc = "Port of the /metrics endpoint; 0 for none.", def = "0", max = 65_535, min = 0)
        int port,
    @Key(doc = "Address that the endpoint listens on.", def = "127.0.0.1") String host) {}
