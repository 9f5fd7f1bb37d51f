/** Collects what AWS's cloudtrail service holds. */
@NullMarked
package io.attestream.agent.aws.cloudtrail;

import org.jspecify.annotations.NullMarked;
