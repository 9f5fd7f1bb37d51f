/** Collects what AWS's eventbridge service holds. */
@NullMarked
package io.attestream.agent.aws.eventbridge;

import org.jspecify.annotations.NullMarked;
