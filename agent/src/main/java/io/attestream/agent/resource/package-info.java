/** What the sources (AWS, Kubernetes, manifests) hand to the judge: resources and enumerations. */
@NullMarked
package io.attestream.agent.resource;

import org.jspecify.annotations.NullMarked;
