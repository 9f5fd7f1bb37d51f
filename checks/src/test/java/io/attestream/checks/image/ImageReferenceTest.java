package io.attestream.checks.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReferenceTest {
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "nginx,docker.io,nginx,''",
    "nginx:1.27,docker.io,nginx,1.27",
    "library/nginx,docker.io,library/nginx,''",
    "registry.example:5000/team/app:v1,registry.example:5000,team/app,v1",
    "localhost/app,localhost,app,''",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:x,123456789012.dkr.ecr.eu-west-1.amazonaws.com,app,x"
  })
  void isSplitAsARegistryWould(String text, String registry, String repository, String tag) {
    assertThat(ImageReference.parse(text))
        .isEqualTo(new ImageReference(registry, repository, tag, ""));
    assertThat(ImageReference.parse(text + "@" + DIGEST))
        .isEqualTo(new ImageReference(registry, repository, tag, DIGEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "app@sha256", "app@sha256:xyz", ":tag", "reg.example/"})
  void whatIsNoReferenceIsRefused(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
