package io.attestream.e2e.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A Kubernetes API server with its etcd, and on request its controllers, on loopback.
 *
 * <p>Without controllers nothing acts on objects: a deployment makes no pods, a deleted namespace
 * stays "terminating", and no namespace has a "default" service account, for which reason the
 * admission plugin that asks for one is off. There is never a kubelet or a scheduler: pods stay
 * pending.
 */
public final class KubeApiServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 3;

  private final Scratch scratch = new Scratch("kube");
  private final Map<String, Proc> processes = new LinkedHashMap<>();
  private final String adminToken = UUID.randomUUID().toString();
  private final int port = Ports.free();
  private final String etcd = "http://127.0.0.1:" + Ports.free();
  private final Kubectl admin;

  private final boolean controllers;

  private KubeApiServer(boolean controllers) {
    this.controllers = controllers;
    admin = new Kubectl(writeKubeconfig("kubeconfig", adminToken));
  }

  /** The API server alone; ready when this returns. */
  public static KubeApiServer start() {
    return start(false);
  }

  /** The API server with kube-controller-manager; the default service account exists. */
  public static KubeApiServer startWithControllers() {
    return start(true);
  }

  private static KubeApiServer start(boolean controllers) {
    for (int attempt = 1; ; attempt++) {
      KubeApiServer server = new KubeApiServer(controllers);
      try {
        server.run();
        return server;
      } catch (RuntimeException e) {
        server.close();
        // The ports were free when they were chosen; somebody else may have been quicker.
        boolean portTaken = String.valueOf(e.getMessage()).contains("address already in use");
        if (!portTaken || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void run() {
    scratch.write("service-account.key", newKeyPem());
    scratch.write("tokens.csv", adminToken + ",admin,admin,system:masters\n");
    runEtcd();
    runApiServer();
    if (controllers) {
      runControllers();
    }
  }

  private void runEtcd() {
    String peer = "http://127.0.0.1:" + Ports.free();
    run(
            "etcd",
            List.of(
                Components.path("etcd").toString(),
                "--name=default",
                "--data-dir=" + scratch.resolve("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + etcd,
                "--advertise-client-urls=" + etcd,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer))
        .awaitPort(URI.create(etcd).getPort(), PATIENCE);
  }

  private void runApiServer() {
    Path key = scratch.resolve("service-account.key");
    List<String> command =
        new ArrayList<>(
            List.of(
                Components.path("kube-apiserver").toString(),
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + scratch.resolve("certs"),
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--token-auth-file=" + scratch.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--allow-privileged=true"));
    if (!controllers) {
      command.add("--disable-admission-plugins=ServiceAccount");
    }
    run("kube-apiserver", command)
        .await(() -> admin.run("", "get", "--raw=/readyz").succeeded(), PATIENCE, "its readiness");
  }

  private void runControllers() {
    List<String> command =
        List.of(
            Components.path("kube-controller-manager").toString(),
            "--kubeconfig=" + kubeconfig(),
            "--leader-elect=false",
            "--secure-port=0",
            "--flex-volume-plugin-dir=" + scratch.resolve("flexvolume"),
            "--service-account-private-key-file=" + scratch.resolve("service-account.key"),
            "--root-ca-file=" + scratch.resolve("certs/apiserver.crt"));
    run("kube-controller-manager", command)
        .await(
            () -> admin.run("", "get", "serviceaccount", "default").succeeded(),
            PATIENCE,
            "the default service account");
  }

  private Proc run(String name, List<String> command) {
    Proc proc = Proc.start(scratch.resolve(name + ".log"), command);
    processes.put(name, proc);
    return proc;
  }

  /** Of a user in {@code system:masters}. */
  public Path kubeconfig() {
    return admin.kubeconfig();
  }

  /** Of a service account that exists, by a token that the API server issues for it. */
  public Path kubeconfigOf(String namespace, String serviceAccount) {
    return writeKubeconfig(
        "kubeconfig-" + namespace + "-" + serviceAccount, tokenOf(namespace, serviceAccount));
  }

  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** Runs kubectl as the administrator, and returns its output; throws when it fails. */
  public String kubectl(String... args) {
    return admin.run("", args).orThrow();
  }

  /** The same with standard input, for {@code -f -}. */
  public String kubectlWith(String input, String... args) {
    return admin.run(input, args).orThrow();
  }

  /** Creates or changes the objects of the manifests. */
  public String apply(String manifests) {
    return kubectlWith(manifests, "apply", "-f", "-");
  }

  /** kubectl as somebody else. */
  public Kubectl as(Path kubeconfig) {
    return new Kubectl(kubeconfig);
  }

  /** Calls of the administrator within this process. */
  public KubeCalls calls() {
    return new KubeCalls(endpoint(), adminToken, scratch.resolve("certs/apiserver.crt"));
  }

  /** A token that the API server issues for a service account that exists. */
  public String tokenOf(String namespace, String serviceAccount) {
    return kubectl("create", "token", serviceAccount, "--namespace", namespace).strip();
  }

  /** Kills the API server alone and starts it again over the same etcd; ready when this returns. */
  public void restartApiServer() {
    Objects.requireNonNull(processes.get("kube-apiserver"), "it runs").kill();
    runApiServer();
  }

  /** The present version of a collection, for a watch to begin at. */
  public String resourceVersion(String collection) {
    return kubectl("get", "--raw=" + collection + "?limit=1")
        .replaceFirst("(?s).*?\"resourceVersion\":\"(\\d+)\".*", "$1");
  }

  /** What a watch of a second from the version says: events, or that the version is gone. */
  public String watchFrom(String collection, String resourceVersion) {
    Command.Result answer =
        admin.run(
            "",
            "get",
            "--v=8",
            "--raw=" + collection + "?watch=1&timeoutSeconds=1&resourceVersion=" + resourceVersion);
    return answer.output() + answer.errors();
  }

  /** Makes etcd forget every version but the present one. */
  public void compact() {
    String revision = resourceVersion("/api/v1/namespaces");
    String body = "{\"revision\":\"" + revision + "\",\"physical\":true}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(etcd + "/v3/kv/compaction"))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("etcd does not compact: " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** As if the machine had lost power: no process has time to tidy up, and nothing starts again. */
  public void kill() {
    processes.values().forEach(Proc::kill);
  }

  @Override
  public void close() {
    kill();
    scratch.close();
  }

  /** Of the administrator, but for another server. */
  public Path kubeconfigTo(String otherEndpoint) {
    return writeKubeconfig("kubeconfig-elsewhere", adminToken, otherEndpoint);
  }

  private Path writeKubeconfig(String name, String token) {
    return writeKubeconfig(name, token, endpoint().toString());
  }

  private Path writeKubeconfig(String name, String token, String server) {
    return scratch.write(
        name,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
          - name: test
            cluster: {server: "%s", certificate-authority: "%s"}
        users:
          - name: user
            user: {token: "%s"}
        contexts:
          - name: test
            context: {cluster: test, user: user}
        """
            .formatted(server, scratch.resolve("certs/apiserver.crt"), token));
  }

  private static String newKeyPem() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
      String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has RSA", e);
    }
  }
}
