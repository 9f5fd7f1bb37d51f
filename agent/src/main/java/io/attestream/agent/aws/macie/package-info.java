/** Collects what AWS's macie service holds. */
@NullMarked
package io.attestream.agent.aws.macie;

import org.jspecify.annotations.NullMarked;
