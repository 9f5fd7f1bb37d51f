package io.attestream.agent.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamedSecretsTest {
  @Test
  void namesWhatHoldsALiteralInOrder() {
    assertThat(
            NamedSecrets.among(
                Map.of(
                    "TABLE", "orders",
                    "SMTP_PASSWORD", "Winter2019x",
                    "DSN", "postgres://app:hunter22@db/orders")))
        .containsExactly("DSN", "SMTP_PASSWORD");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "DB_SECRET, arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3",
    "DB_PASSWORD, '{{resolve:secretsmanager:db:SecretString:password}}'",
    "TOKEN_PATH, /var/run/secrets/token",
    "API_KEY_ENABLED, true",
    "PASSWORD, ''",
  })
  void aReferenceIsNoSecret(String name, String value) {
    assertThat(NamedSecrets.literal(name, value)).isFalse();
  }
}
