package io.attestream.agent.aws.scan;

import io.attestream.agent.resource.Resource;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ResourceIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A resource while its parts are read. Each part is one call: its answer is merged, a "does not
 * exist" answer leaves the member out (an observation), any other failure is a blind spot at the
 * member. Used by one thread.
 */
public final class ResourceDraft {
  private final Listing listing;
  private final ServiceCollector.ResourceType type;
  private final ResourceIdentity identity;
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final List<BlindSpot> blind = new ArrayList<>();

  ResourceDraft(Listing listing, ServiceCollector.ResourceType type, ResourceIdentity identity) {
    this.listing = listing;
    this.type = type;
    this.identity = identity;
  }

  /**
   * Merges one member of the answer, under the same name.
   *
   * @param absent error codes that say that it does not exist
   */
  public ResourceDraft member(
      String api, String name, Supplier<? extends SdkPojo> call, String... absent) {
    return attempt(
        api,
        name,
        () -> PojoDocument.of(call.get()).get(name),
        code -> Set.of(absent).contains(code));
  }

  /** Merges the whole answer under {@code name}. */
  public ResourceDraft whole(
      String api, String name, Supplier<? extends SdkPojo> call, String... absent) {
    return attempt(
        api, name, () -> PojoDocument.of(call.get()), code -> Set.of(absent).contains(code));
  }

  /** Merges all items of all pages under {@code name}; an empty list when there are none. */
  public <P, T> ResourceDraft all(
      String api, String name, Supplier<? extends Iterable<P>> call, Function<P, List<T>> items) {
    return attempt(
        api,
        name,
        () -> {
          List<Object> values = new ArrayList<>();
          for (P page : call.get()) {
            for (T item : items.apply(page)) {
              values.add(item instanceof SdkPojo pojo ? PojoDocument.of(pojo) : item);
            }
          }
          return values;
        });
  }

  /** Merges what {@code call} gives, {@code null} for nothing; every failure is a blind spot. */
  public ResourceDraft attempt(String api, String name, Supplier<@Nullable Object> call) {
    return attempt(api, name, call, code -> false);
  }

  /**
   * Merges what {@code call} gives, {@code null} for nothing.
   *
   * @param absent says of an error code whether it means that the part does not exist
   */
  public ResourceDraft attempt(
      String api, String name, Supplier<@Nullable Object> call, Function<String, Boolean> absent) {
    declared(api);
    try {
      Object value = call.get();
      if (value != null) {
        document.put(name, value);
      }
    } catch (AwsServiceException e) {
      if (!absent.apply(ApiFailure.code(e))) {
        blind.add(ApiFailure.of(e).at(name, api));
      }
    } catch (SdkException e) {
      blind.add(ApiFailure.of(e).at(name, api));
    }
    return this;
  }

  /**
   * Moves members of a merged structure to the top and drops the rest of it. Where the structure
   * could not be read, each of the members is blind.
   */
  public ResourceDraft hoist(String structure, String... members) {
    if (document.remove(structure) instanceof Map<?, ?> read) {
      for (String member : members) {
        Object value = read.get(member);
        if (value != null) {
          document.put(member, value);
        }
      }
      return this;
    }
    for (BlindSpot spot : List.copyOf(blind)) {
      if (spot.path().equals(structure)) {
        blind.remove(spot);
        for (String member : members) {
          blind.add(new BlindSpot(member, spot.reason(), spot.api(), spot.detail()));
        }
      }
    }
    return this;
  }

  /** Leaves out members that change with every scan and that no check reads. */
  public ResourceDraft without(String... members) {
    document.keySet().removeAll(Set.of(members));
    return this;
  }

  public ResourceDraft put(String name, Object value) {
    document.put(name, value);
    return this;
  }

  public ResourceDraft putAll(Map<String, Object> values) {
    document.putAll(values);
    return this;
  }

  public ResourceDraft blind(BlindSpot spot) {
    blind.add(spot);
    return this;
  }

  /** What was merged under a name so far; {@code null} when nothing was. */
  public @Nullable Object get(String name) {
    return document.get(name);
  }

  public void emit() {
    listing.emit(new Resource(identity, document, blind));
  }

  private void declared(String api) {
    if (!type.calls().contains(api)) {
      throw new IllegalStateException(type.name() + " does not declare " + api);
    }
  }
}
