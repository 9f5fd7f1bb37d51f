package io.attestream.evidence.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A local time stamping authority by {@code openssl ts}: a root, a signer, and answers to requests. */
public final class OpensslAuthority {
  private final Path folder;

  private OpensslAuthority(Path folder) {
    this.folder = folder;
  }

  /** Ends the test where openssl is not installed and need not be. */
  public static void require() {
    try {
      new ProcessBuilder("openssl", "version").start().waitFor();
    } catch (IOException e) {
      assertThat(System.getenv("ATTESTREAM_REQUIRE_COMPONENTS"))
          .as("openssl is not installed, and nothing may be skipped")
          .isNotEqualTo("true");
      abort("openssl is not installed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes keys and certificates in a folder. */
  public static OpensslAuthority create(Path folder) throws IOException {
    OpensslAuthority authority = new OpensslAuthority(folder);
    Files.writeString(
        folder.resolve("tsa.cnf"),
        """
        [tsa]
        default_tsa = local
        [local]
        dir = %s
        serial = $dir/serial
        signer_cert = $dir/tsa.pem
        signer_key = $dir/tsa.key
        signer_digest = sha256
        default_policy = 1.3.6.1.4.1.55555.2
        digests = sha256
        accuracy = secs:1, millisecs:500
        ess_cert_id_chain = no
        ess_cert_id_alg = sha256
        [stamps]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = critical, timeStamping
        """
            .formatted(folder));
    Files.writeString(folder.resolve("serial"), "01\n");
    authority.openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
        "-subj",
        "/CN=Local root",
        "-days",
        "3650");
    authority.openssl(
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.csr",
        "-subj",
        "/CN=Local time");
    authority.openssl(
        "x509",
        "-req",
        "-in",
        "tsa.csr",
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-set_serial",
        "2",
        "-days",
        "3650",
        "-extfile",
        "tsa.cnf",
        "-extensions",
        "stamps",
        "-out",
        "tsa.pem");
    return authority;
  }

  /** Its root's certificate, PEM. */
  public byte[] certificate() throws IOException {
    return Files.readAllBytes(folder.resolve("root.pem"));
  }

  /** Answers a request, DER to DER. */
  public synchronized byte[] reply(byte[] query) throws IOException {
    Files.write(folder.resolve("query.tsq"), query);
    openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr");
    return Files.readAllBytes(folder.resolve("reply.tsr"));
  }

  /** Whether {@code openssl ts -verify} takes the token for a stamp of the text by this authority. */
  public boolean accepts(byte[] token, String text) throws IOException {
    return accepts(folder, folder.resolve("root.pem"), token, text);
  }

  /** The same by any root. */
  public static boolean accepts(Path scratch, Path root, byte[] token, String text)
      throws IOException {
    Path tokenFile = Files.write(scratch.resolve("token.tst"), token);
    Path textFile = Files.writeString(scratch.resolve("checkpoint.txt"), text);
    List<String> command =
        List.of(
            "openssl",
            "ts",
            "-verify",
            "-token_in",
            "-in",
            tokenFile.toString(),
            "-data",
            textFile.toString(),
            "-CAfile",
            root.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return ended(process) == 0 && output.contains("Verification: OK");
  }

  private void openssl(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (ended(process) != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }

  private static int ended(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
