/** Collects what AWS's cloudwatch service holds. */
@NullMarked
package io.attestream.agent.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
