/** Collects what AWS's ecs service holds. */
@NullMarked
package io.attestream.agent.aws.ecs;

import org.jspecify.annotations.NullMarked;
