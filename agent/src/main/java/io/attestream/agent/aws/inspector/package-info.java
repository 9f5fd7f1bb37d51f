/** Collects what AWS's inspector service holds. */
@NullMarked
package io.attestream.agent.aws.inspector;

import org.jspecify.annotations.NullMarked;
