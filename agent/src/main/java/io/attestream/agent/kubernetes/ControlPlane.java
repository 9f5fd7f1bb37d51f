package io.attestream.agent.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The security flags of self-managed control plane components; paths, switches and lists, never a secret. */
final class ControlPlane {
  static final Set<String> COMPONENTS =
      Set.of("kube-apiserver", "etcd", "kube-controller-manager", "kube-scheduler");

  private static final Set<String> FLAGS =
      Set.of(
          "allow-privileged",
          "anonymous-auth",
          "audit-log-maxage",
          "audit-log-maxbackup",
          "audit-log-path",
          "audit-policy-file",
          "audit-webhook-config-file",
          "authentication-config",
          "authorization-config",
          "authorization-mode",
          "bind-address",
          "client-ca-file",
          "client-cert-auth",
          "disable-admission-plugins",
          "enable-admission-plugins",
          "encryption-provider-config",
          "etcd-cafile",
          "etcd-certfile",
          "kubelet-certificate-authority",
          "kubelet-client-certificate",
          "peer-auto-tls",
          "auto-tls",
          "peer-cert-file",
          "peer-client-cert-auth",
          "cert-file",
          "profiling",
          "service-account-lookup",
          "tls-cert-file",
          "tls-cipher-suites",
          "tls-min-version",
          "token-auth-file",
          "use-service-account-credentials");

  private ControlPlane() {}

  /** Flag to value from {@code --flag=value}, {@code --flag value} and {@code --flag} (which is {@code true}). */
  static Map<String, String> flags(List<String> words) {
    var flags = new TreeMap<String, String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
      boolean separate = equals < 0 && i + 1 < words.size() && !words.get(i + 1).startsWith("-");
      String value =
          equals >= 0 ? word.substring(equals + 1) : separate ? words.get(i + 1) : "true";
      if (FLAGS.contains(name)) {
        flags.put(name, value);
      }
    }
    return flags;
  }
}
