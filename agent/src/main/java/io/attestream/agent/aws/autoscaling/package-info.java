/** Collects what AWS's autoscaling service holds. */
@NullMarked
package io.attestream.agent.aws.autoscaling;

import org.jspecify.annotations.NullMarked;
