package io.attestream.agent.aws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretPatternsTest {
  @Test
  void findsSecretsByKind() {
    assertThat(SecretPatterns.kinds("export DB_PASSWORD=Winter2019x"))
        .containsExactly("password-assignment");
    assertThat(SecretPatterns.kinds("key AKIAIOSFODNN7EXAMPLE end"))
        .containsExactly("aws-access-key");
    assertThat(SecretPatterns.kinds("-----BEGIN RSA PRIVATE KEY-----"))
        .containsExactly("private-key");
    assertThat(SecretPatterns.kinds("psql postgres://app:hunter22@db/orders"))
        .containsExactly("url-with-password");
  }

  @Test
  void referencesAndPlainTextAreNoSecrets() {
    assertThat(
            SecretPatterns.kinds(
                "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)\n"
                    + "TOKEN=${TOKEN}\napt-get install -y passwd\nhttps://example.com/a:b"))
        .isEmpty();
  }

  @Test
  void textBeyondTheBoundIsNotSearched() {
    assertThat(SecretPatterns.kinds(" ".repeat(70_000) + "password=abcdefgh1")).isEmpty();
  }
}
