package io.attestream.collector.notification.mail;

import io.attestream.collector.notification.Letter;
import io.attestream.collector.notification.SendFailure;
import io.attestream.collector.notification.Sender;
import io.attestream.collector.notification.Target;
import io.attestream.collector.notification.Wording;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Plain text to the addresses of a channel, with a stable Message-ID. Never called on an event loop. */
public final class MailSender implements Sender {
  private static final int CONNECT_MILLIS = 5_000;
  private static final long ANSWER_SECONDS = 30;

  private final MailClient client;
  private final Target.Email target;
  private final Wording wording;

  public MailSender(Vertx vertx, Target.Email target, Wording wording) {
    this.client = MailClient.create(vertx, config(target));
    this.target = target;
    this.wording = wording;
  }

  private static MailConfig config(Target.Email target) {
    MailConfig config =
        new MailConfig(target.host(), target.port())
            .setConnectTimeout(CONNECT_MILLIS)
            .setMaxPoolSize(1)
            .setKeepAlive(false)
            .setHostnameVerificationAlgorithm("HTTPS")
            .setSsl(target.tls() == Target.Tls.TLS)
            .setStarttls(
                target.tls() == Target.Tls.STARTTLS
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setLogin(target.login().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
    target.login().ifPresent(l -> config.setUsername(l.user()).setPassword(l.password()));
    target
        .authorities()
        .ifPresent(
            pem -> config.setTrustOptions(new PemTrustOptions().addCertPath(pem.toString())));
    return config;
  }

  @Override
  public void send(Letter letter) throws SendFailure {
    MailMessage message =
        new MailMessage()
            .setFrom(target.from())
            .setTo(target.to())
            .setSubject(wording.subject(letter))
            .setText(wording.body(letter))
            .addHeader("Message-ID", "<" + letter.id() + "@" + domain() + ">")
            .addHeader("Auto-Submitted", "auto-generated");
    try {
      client
          .sendMail(message)
          .toCompletionStage()
          .toCompletableFuture()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new SendFailure("the mail server did not take it: " + said(e.getCause()));
    } catch (TimeoutException e) {
      throw new SendFailure("the mail server gave no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SendFailure("stopped while sending");
    }
  }

  private String domain() {
    return target.from().substring(target.from().lastIndexOf('@') + 1);
  }

  private static String said(@Nullable Throwable cause) {
    String text =
        String.valueOf(cause == null ? null : cause.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
