/** The Kubernetes source against a real API server. */
@NullMarked
package io.attestream.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
