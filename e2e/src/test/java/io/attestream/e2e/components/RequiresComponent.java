package io.attestream.e2e.components;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs real programs. Where one is missing it is skipped, and says which and why; with
 * {@code ATTESTREAM_REQUIRE_COMPONENTS=true} in the environment it fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RequiresComponentCondition.class)
public @interface RequiresComponent {
  /**
   * Names that {@link Components} knows: {@code kube-apiserver}, {@code moto}, {@code chromium}, ...
   */
  String[] value();
}
