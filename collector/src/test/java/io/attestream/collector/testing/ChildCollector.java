package io.attestream.collector.testing;

import com.google.protobuf.ByteString;
import io.attestream.collector.CollectorMain;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.EnrolReply;
import io.attestream.protocol.v1.EnrolRequest;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A collector in a process of its own, which a test may kill. */
public final class ChildCollector implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("Listening on http://127.0.0.1:(\\d+)");

  private final Process process;
  private final int port;

  private ChildCollector(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on a free port and waits until it listens. */
  public static ChildCollector start(Path data) throws IOException {
    return start(data, Map.of());
  }

  /** Likewise, with variables of its environment. */
  public static ChildCollector start(Path data, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CollectorMain.class.getName(),
                "--data",
                data.toString(),
                "--port",
                "0")
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread drain = new Thread(() -> out.lines().forEach(rest -> {}), "child-output");
        drain.setDaemon(true);
        drain.start();
        return new ChildCollector(process, Integer.parseInt(matcher.group(1)));
      }
    }
    throw new IOException("the collector did not start:\n" + said);
  }

  public int port() {
    return port;
  }

  public EnrolReply enrol(GrpcClient client, TestAgent agent, String token) {
    String signed = "attestream-enrol-v1\n" + token + "\n" + agent.id() + "\n";
    EnrolReply reply =
        Blocking.await(
            IngestGrpcClient.create(client, SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .enrol(
                    EnrolRequest.newBuilder()
                        .setToken(token)
                        .setName(agent.id())
                        .setPublicKey(ByteString.copyFrom(agent.key().publicKey().raw()))
                        .setSignature(
                            ByteString.copyFrom(
                                agent.key().sign(signed.getBytes(StandardCharsets.UTF_8))))
                        .build()));
    agent.saw(Checkpoint.empty(reply.getOrigin()));
    return reply;
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
