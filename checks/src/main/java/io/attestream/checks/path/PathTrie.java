package io.attestream.checks.path;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of paths, made ready to cut documents down to them. The result keeps the structure: parents
 * that exist stay, lists keep their length and order. Values at the end of a path are shared with
 * the document, not copied. Immutable.
 */
public final class PathTrie {
  private static final int MAX_DEPTH = 64;

  /** Told where a document does not have the shape that a path expects. */
  @FunctionalInterface
  public interface Mismatch {
    /**
     * @param path to the value, list steps left out
     * @param expected {@code map} or {@code list}
     */
    void at(String path, String expected);
  }

  private final Node root;
  private final List<ObservePath> paths;

  private PathTrie(Node root, List<ObservePath> paths) {
    this.root = root;
    this.paths = paths;
  }

  public static PathTrie of(Collection<ObservePath> paths) {
    Builder root = new Builder();
    for (ObservePath path : paths) {
      root.add(path.steps(), 0);
    }
    return new PathTrie(root.build(), List.copyOf(paths));
  }

  /** The paths that it was made of. */
  public List<ObservePath> paths() {
    return paths;
  }

  /** Cuts a document; a value of an unexpected shape is left out and reported. */
  public Map<String, Object> project(Map<String, Object> document, Mismatch mismatch) {
    return root.map(document, "", mismatch, 0);
  }

  /**
   * Cuts a document; a value of an unexpected shape stays whole, so that a later projection of the
   * result gives the same as one of the document.
   */
  public Map<String, Object> prune(Map<String, Object> document) {
    return root.map(document, "", null, 0);
  }

  private static final class Builder {
    private final Map<String, Builder> children = new HashMap<>();
    private @Nullable Builder each;
    private boolean whole;

    void add(List<ObservePath.Step> steps, int at) {
      if (at == steps.size()) {
        whole = true;
      } else if (steps.get(at) instanceof ObservePath.Step.Key key) {
        children.computeIfAbsent(key.name(), name -> new Builder()).add(steps, at + 1);
      } else {
        Builder element = each == null ? new Builder() : each;
        each = element;
        element.add(steps, at + 1);
      }
    }

    Node build() {
      List<String> names = children.keySet().stream().sorted().toList();
      Node[] nodes = names.stream().map(children::get).map(Builder::build).toArray(Node[]::new);
      return new Node(
          whole, names.toArray(new String[0]), nodes, each == null ? null : each.build());
    }
  }

  private record Node(boolean whole, String[] keys, Node[] nodes, @Nullable Node each) {

    Map<String, Object> map(
        Map<?, ?> document, String path, @Nullable Mismatch mismatch, int depth) {
      Map<String, Object> kept = new HashMap<>(keys.length * 2);
      for (int i = 0; i < keys.length; i++) {
        Object value = document.get(keys[i]);
        if (value != null) {
          Object cut = nodes[i].cut(value, path, keys[i], mismatch, depth + 1);
          if (cut != null) {
            kept.put(keys[i], cut);
          }
        }
      }
      return kept;
    }

    private @Nullable Object cut(
        Object value, String parent, String key, @Nullable Mismatch mismatch, int depth) {
      if (whole || depth > MAX_DEPTH) {
        return value;
      }
      if (each != null && value instanceof List<?> list) {
        return list(each, list, parent, key, mismatch, depth);
      }
      if (keys.length > 0 && value instanceof Map<?, ?> map) {
        return map(map, mismatch == null ? "" : join(parent, key), mismatch, depth);
      }
      if (mismatch == null) {
        return value;
      }
      mismatch.at(join(parent, key), each != null ? "list" : "map");
      return null;
    }

    private static List<Object> list(
        Node each,
        List<?> list,
        String parent,
        String key,
        @Nullable Mismatch mismatch,
        int depth) {
      List<Object> kept = new ArrayList<>(list.size());
      for (Object element : list) {
        Object cut = each.cut(element, parent, key, mismatch, depth + 1);
        if (cut != null) {
          kept.add(cut);
        }
      }
      return kept;
    }

    private static String join(String parent, String key) {
      return parent.isEmpty() ? key : parent + "." + key;
    }
  }
}
