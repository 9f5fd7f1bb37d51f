package io.attestream.e2e.components;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/** Loopback ports for programs that cannot pick one themselves. */
public final class Ports {
  // Below the range from which the system takes the ports of outgoing connections.
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final SplittableRandom RANDOM = new SplittableRandom();

  private Ports() {}

  /** A port that nobody listened on a moment ago; another program may still be quicker. */
  public static synchronized int free() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = RANDOM.nextInt(FIRST, END);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: try another.
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + END);
  }
}
