/** Collects what AWS's elasticache service holds. */
@NullMarked
package io.attestream.agent.aws.elasticache;

import org.jspecify.annotations.NullMarked;
