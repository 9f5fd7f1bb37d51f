package io.attestream.collector.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.attestream.collector.notification.Kind;
import io.attestream.collector.notification.Letter;
import io.attestream.collector.notification.Notice;
import io.attestream.collector.notification.SendFailure;
import io.attestream.collector.notification.Target;
import io.attestream.collector.notification.Wording;
import io.vertx.core.Vertx;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real SMTP server. */
class MailSenderTest {
  private static final Notice NOTICE =
      new Notice(
          "00112233445566778899aabbccddeeff",
          Kind.UNIT,
          "aws:1:eu\r\nBcc: evil@example.org",
          "REPORTING",
          "SILENT",
          Instant.parse("2026-11-25T10:00:00Z"),
          "Über zwei Stunden still.",
          Map.of(),
          2);

  private final Vertx vertx = Vertx.vertx();
  private GreenMail server = new GreenMail(setup(ServerSetup.PROTOCOL_SMTP));

  private static ServerSetup setup(String protocol) {
    return new ServerSetup(0, "127.0.0.1", protocol);
  }

  @AfterEach
  void close() throws Exception {
    server.stop();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private void start(GreenMail mail) {
    server = mail;
    server.start();
    server.setUser("attestream@example.org", "attestream", "right");
  }

  private int port(boolean tls) {
    return tls ? server.getSmtps().getPort() : server.getSmtp().getPort();
  }

  private MailSender sender(Target.Tls tls, Optional<String> password) {
    return new MailSender(
        vertx,
        new Target.Email(
            "127.0.0.1",
            port(tls == Target.Tls.TLS),
            tls,
            password.map(p -> new Target.Login("attestream", p)),
            Optional.empty(),
            "attestream@example.org",
            List.of("ciso@example.org", "platform@example.org")),
        new Wording(Optional.of("https://evidence.example")));
  }

  @Test
  void aLetterArrivesAsPlainTextUnderAStableId() throws Exception {
    start(new GreenMail(setup(ServerSetup.PROTOCOL_SMTP)));
    sender(Target.Tls.NONE, Optional.of("right")).send(new Letter(false, List.of(NOTICE)));
    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).as("one for each address").hasSize(2);
    MimeMessage message = received[0];
    assertThat(message.getMessageID()).isEqualTo("<00112233445566778899aabbccddeeff@example.org>");
    assertThat(message.getHeader("Message-ID")).hasSize(1);
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getSubject())
        .isEqualTo(
            "[Attestream] Scope unit aws:1:eu Bcc: evil@example.org: silent, before reporting");
    assertThat(message.getContentType()).startsWith("text/plain");
    assertThat(((String) message.getContent()).replace("\r\n", "\n"))
        .endsWith(
            "Über zwei Stunden still. It stands for 3 changes.\nhttps://evidence.example/agents");
  }

  @Test
  void aDigestCountsItsChanges() throws Exception {
    start(new GreenMail(setup(ServerSetup.PROTOCOL_SMTP)));
    sender(Target.Tls.NONE, Optional.empty()).send(new Letter(true, List.of(NOTICE, NOTICE)));
    assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("[Attestream] 2 changes");
  }

  @Test
  void aWrongPasswordIsAFailure() {
    start(new GreenMail(setup(ServerSetup.PROTOCOL_SMTP)));
    server.getManagers().getUserManager().setAuthRequired(true);
    assertThatThrownBy(
            () ->
                sender(Target.Tls.NONE, Optional.of("wrong"))
                    .send(new Letter(false, List.of(NOTICE))))
        .isInstanceOf(SendFailure.class)
        .hasMessageContaining("did not take it")
        .message()
        .doesNotContain("wrong");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void nothingIsSentToAServerWithoutTlsWhenItIsRequired() {
    start(new GreenMail(setup(ServerSetup.PROTOCOL_SMTP)));
    assertThatThrownBy(
            () ->
                sender(Target.Tls.STARTTLS, Optional.of("right"))
                    .send(new Letter(false, List.of(NOTICE))))
        .isInstanceOf(SendFailure.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerWhoseCertificateNobodyTrustsGetsNothing() {
    start(new GreenMail(setup(ServerSetup.PROTOCOL_SMTPS)));
    assertThatThrownBy(
            () ->
                sender(Target.Tls.TLS, Optional.of("right"))
                    .send(new Letter(false, List.of(NOTICE))))
        .isInstanceOf(SendFailure.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsAFailure() {
    start(new GreenMail(setup(ServerSetup.PROTOCOL_SMTP)));
    MailSender sender = sender(Target.Tls.NONE, Optional.empty());
    server.stop();
    assertThatThrownBy(() -> sender.send(new Letter(false, List.of(NOTICE))))
        .isInstanceOf(SendFailure.class);
  }
}
