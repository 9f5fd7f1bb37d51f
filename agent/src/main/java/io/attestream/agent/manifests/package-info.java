/** Kubernetes manifests in files as a resource source: for checks before deployment, and for demonstrations. */
@NullMarked
package io.attestream.agent.manifests;

import org.jspecify.annotations.NullMarked;
