package io.attestream.agent.source;

import io.attestream.agent.resource.ResourceSource;
import java.util.function.Supplier;

/**
 * A source with the way to see cheaply whether it changed.
 *
 * @param fingerprint differs when a scan would see something else; always the same where this cannot
 *     be told
 */
public record OpenSource(ResourceSource source, Supplier<String> fingerprint) {
  static OpenSource of(ResourceSource source) {
    return new OpenSource(source, () -> "");
  }
}
