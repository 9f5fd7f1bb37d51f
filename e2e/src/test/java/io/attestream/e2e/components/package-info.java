/**
 * Programs that we did not write, started for tests on loopback: a Kubernetes API server, AWS's APIs
 * by moto, a browser. {@code .ci/components} installs them.
 */
@NullMarked
package io.attestream.e2e.components;

import org.jspecify.annotations.NullMarked;
