package io.attestream.agent.kubernetes;

/**
 * One kind of Kubernetes object that the agent reads.
 *
 * @param group API group, empty for the core group
 * @param name the kind, {@code Deployment}
 * @param plural the resource in a URL and in RBAC rules, {@code deployments}
 * @param type the catalogue's resource type
 * @param addOn served only where a CRD or an add-on is installed: not served means none exist
 */
public record Kind(
    String group,
    String version,
    String name,
    String plural,
    boolean namespaced,
    String type,
    Shape shape,
    boolean addOn) {

  /** {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** How a call is named in evidence: {@code apps/v1/deployments:list}. */
  public String api(String verb) {
    return apiVersion() + "/" + plural + ":" + verb;
  }

  /** The path that lists the kind over all namespaces. */
  public String path() {
    return (group.isEmpty() ? "/api/" : "/apis/") + apiVersion() + "/" + plural;
  }

  /** {@code apps/v1/Deployment/shop/web}; without the namespace for objects that have none. */
  public String id(String namespace, String objectName) {
    return apiVersion() + "/" + name + (namespaced ? "/" + namespace : "") + "/" + objectName;
  }
}
