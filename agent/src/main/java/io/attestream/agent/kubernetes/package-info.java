/**
 * Kubernetes objects as resources: which kinds are read, how an object becomes a document, how objects relate, and
 * the source that lists and watches a cluster.
 */
@NullMarked
package io.attestream.agent.kubernetes;

import org.jspecify.annotations.NullMarked;
