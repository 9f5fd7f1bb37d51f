package io.attestream.collector.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One configuration key: a record component. Its documentation is generated from this. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** One sentence or two for the person who sets it. */
  String doc();

  /** The default as it would stand in the file; empty only for an Optional. */
  String value() default "";

  /** Smallest number, or for a duration the fewest milliseconds. */
  long min() default 0;

  /** Largest number, or for a duration the most milliseconds. */
  long max() default Integer.MAX_VALUE;

  /** What a text must match; empty for any. */
  String pattern() default "";
}
