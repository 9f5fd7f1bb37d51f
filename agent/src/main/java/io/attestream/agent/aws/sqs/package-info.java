/** Collects what AWS's sqs service holds. */
@NullMarked
package io.attestream.agent.aws.sqs;

import org.jspecify.annotations.NullMarked;
