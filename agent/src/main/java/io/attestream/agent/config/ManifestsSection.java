package io.attestream.agent.config;

import java.nio.file.Path;

/** A file or directory of Kubernetes manifests in YAML or JSON. */
public record ManifestsSection(
    @Key(doc = "The file or directory.", required = true) Path path,
    @Key(
            doc = "Name in the scope unit id; empty for the last part of the path.",
            pattern = "[A-Za-z0-9._-]{0,100}")
        String name) {}
