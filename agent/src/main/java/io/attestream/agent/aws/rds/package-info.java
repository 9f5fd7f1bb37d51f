/** Collects what AWS's rds service holds. */
@NullMarked
package io.attestream.agent.aws.rds;

import org.jspecify.annotations.NullMarked;
