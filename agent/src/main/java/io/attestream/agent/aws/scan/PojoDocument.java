package io.attestream.agent.aws.scan;

import io.attestream.agent.resource.WellFormed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Turns any SDK object into a plain document: the API model's own member names, instants as RFC
 * 3339 UTC strings, decimals as strings, bytes as base64. Members that the answer did not hold are
 * left out, so that an absent list differs from an empty one.
 */
public final class PojoDocument {
  /** Bytes longer than this are left out; no member that a check reads comes near. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final long MAX_INTEGER = 1L << 53;

  private PojoDocument() {}

  public static Map<String, Object> of(SdkPojo pojo) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = value(field.getValueOrDefault(pojo));
      if (value != null) {
        document.put(field.memberName(), value);
      }
    }
    return document;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value == null
        || value instanceof SdkAutoConstructList
        || value instanceof SdkAutoConstructMap) {
      return null;
    }
    if (value instanceof SdkPojo pojo) {
      return of(pojo);
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    return scalar(value);
  }

  private static List<Object> list(List<?> list) {
    List<Object> values = new ArrayList<>(list.size());
    for (Object item : list) {
      Object value = value(item);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static Map<String, Object> map(Map<?, ?> map) {
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          Object value = value(item);
          if (value != null) {
            values.put(WellFormed.text(String.valueOf(key)), value);
          }
        });
    return values;
  }

  private static @Nullable Object scalar(Object value) {
    if (value instanceof String text) {
      return WellFormed.text(text);
    }
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      long number = ((Number) value).longValue();
      return Math.abs(number) < MAX_INTEGER ? (Object) number : Long.toString(number);
    }
    if (value instanceof Double || value instanceof Float) {
      return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    if (value instanceof SdkBytes bytes) {
      return bytes.asByteArrayUnsafe().length > MAX_BYTES
          ? null
          : java.util.Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }
    if (value instanceof Document document) {
      return value(document.unwrap());
    }
    return value.toString();
  }
}
