package io.attestream.agent.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The catalogue beside the bundled one, and organisational parameters. */
public record ChecksSection(
    @Key(doc = "Directories of further checks.") List<Path> packs,
    @Key(
            doc =
                "File of what the organisation says of itself (docs/organisation.md); empty for none.")
        String organisation,
    @Key(doc = "Parameters by check id: {<check id>: {<parameter>: <value>}}.")
        Map<String, Object> params) {
  public ChecksSection {
    packs = List.copyOf(packs);
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }
}
