/** Collects what AWS's opensearch service holds. */
@NullMarked
package io.attestream.agent.aws.opensearch;

import org.jspecify.annotations.NullMarked;
