package io.attestream.agent.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a record component as a configuration key. Everything the reader and the document know of it is here. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Key {
  String doc();

  /** The default in YAML's text form; lists and sections need none, they are empty. */
  String def() default "";

  boolean required() default false;

  /** A regular expression that the whole text matches. */
  String pattern() default "";

  long min() default Long.MIN_VALUE;

  long max() default Long.MAX_VALUE;
}
