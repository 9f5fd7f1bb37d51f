/** Collects what AWS's artifact service holds. */
@NullMarked
package io.attestream.agent.aws.artifact;

import org.jspecify.annotations.NullMarked;
