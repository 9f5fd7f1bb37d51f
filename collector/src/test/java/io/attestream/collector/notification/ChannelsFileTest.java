package io.attestream.collector.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.collector.assessment.Grade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsFileTest {
  private static final String SECRET = "a secret of more than 16 bytes";

  @TempDir private Path directory;

  private List<Channel> read(String yaml, Map<String, String> environment) throws Exception {
    return ChannelsFile.read(
        Files.writeString(directory.resolve("channels.yaml"), yaml), environment);
  }

  private List<String> problems(String yaml, Map<String, String> environment) {
    ChannelsException refused =
        catchThrowableOfType(ChannelsException.class, () -> read(yaml, environment));
    assertThat(refused).as(yaml).isNotNull();
    return refused.problems().stream()
        .map(problem -> problem.replace(directory + "/channels.yaml:", ""))
        .toList();
  }

  @Test
  void everythingThatAChannelMaySay() throws Exception {
    Files.writeString(directory.resolve("password"), "mail password\n");
    List<Channel> channels =
        read(
            """
            channels:
              - name: on-call
                webhook: {url: "https://hooks.example/in", secretEnv: HOOK_SECRET}
                kinds: [control, unit]
                atLeast: LIKELY_MAJOR
                controls: ["8.*", "5.15"]
                zone: Europe/Berlin
                quiet: {from: "20:00", to: "07:00", days: [saturday, sunday]}
                digest: 30m
                fold: 5m
              - name: team
                slack: {urlEnv: SLACK_URL}
                digest: daily 08:00
              - name: mail
                email:
                  host: mail.example
                  user: attestream
                  passwordFile: %s
                  from: attestream@example.org
                  to: [ciso@example.org]
            """
                .formatted(directory.resolve("password")),
            Map.of("HOOK_SECRET", SECRET, "SLACK_URL", "https://hooks.slack.example/T0/secret"));
    assertThat(channels).extracting(Channel::name).containsExactly("on-call", "team", "mail");
    Channel first = channels.get(0);
    assertThat(first.filter().atLeast()).isEqualTo(Grade.LIKELY_MAJOR);
    assertThat(first.filter().kinds()).containsOnly(Kind.CONTROL, Kind.UNIT);
    assertThat(first.fold()).isEqualTo(Duration.ofMinutes(5));
    assertThat(channels.get(1).filter().kinds()).hasSize(8).doesNotContain(Kind.TEST);
    assertThat(channels.get(2).target())
        .isInstanceOfSatisfying(
            Target.Email.class,
            mail -> {
              assertThat(mail.port()).isEqualTo(587);
              assertThat(mail.tls()).isEqualTo(Target.Tls.STARTTLS);
              assertThat(mail.login().orElseThrow().password()).isEqualTo("mail password");
            });
    assertThat(channels.toString())
        .doesNotContain(SECRET)
        .doesNotContain("T0/secret")
        .doesNotContain("mail password");
  }

  @Test
  void allMistakesAreFoundAtOnceEachWithItsLine() {
    assertThat(
            problems(
                """
                channels:
                  - name: On Call
                    webhook: {url: "http://hooks.example/in", secretEnv: MISSING}
                    kinds: [grade]
                  - name: two
                    slack: {url: "https://hooks.slack.example/x"}
                    atLeast: BAD
                    controls: ["9.1"]
                    zone: Europe/Bonn
                    quiet: {from: "25:00", to: "07:00"}
                    digest: weekly
                    fold: 2d
                  - name: two
                    email: {host: h, from: nobody, to: [], tls: NONE, user: u, passwordEnv: MISSING}
                    webook: {}
                """,
                Map.of()))
        .anyMatch(p -> p.startsWith("2: 'name' is 'On Call'"))
        .anyMatch(p -> p.startsWith("3: variable MISSING is not set"))
        .anyMatch(p -> p.startsWith("3: the url must begin with https://"))
        .anyMatch(p -> p.startsWith("4: kind 'grade' is not known, expected some of control"))
        .anyMatch(p -> p.startsWith("6: unknown key 'url'"))
        .anyMatch(p -> p.startsWith("7: 'atLeast' is 'BAD'"))
        .anyMatch(p -> p.startsWith("8: control '9.1'"))
        .anyMatch(p -> p.startsWith("9: 'zone' is 'Europe/Bonn'"))
        .anyMatch(p -> p.startsWith("10: 'from': '25:00' is no time of day"))
        .anyMatch(p -> p.startsWith("11: 'digest' is 'weekly'"))
        .anyMatch(p -> p.startsWith("12: 'fold' is '2d'"))
        .anyMatch(p -> p.startsWith("13: there is another channel 'two'"))
        .anyMatch(p -> p.startsWith("14: 'from': 'nobody' is no mail address"))
        .anyMatch(p -> p.startsWith("14: a password is not sent without TLS"))
        .anyMatch(p -> p.startsWith("14: 'to' needs 1 to 20 addresses"))
        .anyMatch(p -> p.startsWith("15: unknown key 'webook'; did you mean 'webhook'?"));
  }

  @Test
  void aSecretThatCanBeGuessedIsRefused() {
    assertThat(
            problems(
                "channels: [{name: x, webhook: {url: 'https://h.example', secretEnv: S}}]",
                Map.of("S", "short")))
        .singleElement()
        .asString()
        .contains("at least 16 bytes")
        .doesNotContain("short");
  }

  @Test
  void anAddressWithAPasswordInItIsRefusedWithoutSayingIt() {
    assertThat(
            problems(
                "channels: [{name: x, slack: {urlEnv: S}}]",
                Map.of("S", "https://user:hidden@h.example/")))
        .singleElement()
        .asString()
        .contains("no user, password")
        .doesNotContain("hidden");
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    ChannelsException refused =
        catchThrowableOfType(
            ChannelsException.class,
            () -> ChannelsFile.read(directory.resolve("none.yaml"), Map.of()));
    assertThat(refused.problems()).singleElement().asString().contains("none.yaml", "NoSuchFile");
  }
}
