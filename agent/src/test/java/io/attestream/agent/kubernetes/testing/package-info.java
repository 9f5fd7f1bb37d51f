/** Hand-written fakes for the tests of Kubernetes sources. */
@NullMarked
package io.attestream.agent.kubernetes.testing;

import org.jspecify.annotations.NullMarked;
