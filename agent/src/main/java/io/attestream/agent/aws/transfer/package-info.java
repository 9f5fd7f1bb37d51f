/** Collects what AWS's transfer service holds. */
@NullMarked
package io.attestream.agent.aws.transfer;

import org.jspecify.annotations.NullMarked;
