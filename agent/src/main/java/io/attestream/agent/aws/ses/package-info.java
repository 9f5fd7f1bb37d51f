/** Collects what AWS's ses service holds. */
@NullMarked
package io.attestream.agent.aws.ses;

import org.jspecify.annotations.NullMarked;
