/** Collects what AWS's efs service holds. */
@NullMarked
package io.attestream.agent.aws.efs;

import org.jspecify.annotations.NullMarked;
