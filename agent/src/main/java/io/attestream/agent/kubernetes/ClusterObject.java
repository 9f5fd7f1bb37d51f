package io.attestream.agent.kubernetes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** An object that others relate to, or that relates to others, held small: its facts and its compressed document. */
final class ClusterObject {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  final Kind kind;
  final String namespace;
  final String name;
  final Facts facts;
  private final byte[] document;

  /** What was last given to the sink about its relations. */
  Relations.Derived derived = Relations.Derived.NONE;

  ClusterObject(
      Kind kind, String namespace, String name, Facts facts, Map<String, Object> document) {
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
    this.facts = facts;
    this.document = Relations.derives(kind) ? compress(document) : new byte[0];
  }

  /** A fresh, mutable copy. */
  Map<String, Object> document() {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(document))) {
      return PlainValues.object(JSON.readValue(in, OBJECT));
    } catch (IOException e) {
      throw new UncheckedIOException("a document that was compressed here cannot be read back", e);
    }
  }

  private static byte[] compress(Map<String, Object> document) {
    var deflater = new Deflater(Deflater.BEST_SPEED);
    var bytes = new ByteArrayOutputStream(1024);
    try (var out = new DeflaterOutputStream(bytes, deflater)) {
      JSON.writeValue(out, document);
    } catch (IOException e) {
      throw new UncheckedIOException("a plain document cannot be written as JSON", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }
}
