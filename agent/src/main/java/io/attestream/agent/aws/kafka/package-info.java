/** Collects what AWS's kafka service holds. */
@NullMarked
package io.attestream.agent.aws.kafka;

import org.jspecify.annotations.NullMarked;
