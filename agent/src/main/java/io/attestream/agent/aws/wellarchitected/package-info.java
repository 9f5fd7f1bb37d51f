/** Collects what AWS's wellarchitected service holds. */
@NullMarked
package io.attestream.agent.aws.wellarchitected;

import org.jspecify.annotations.NullMarked;
