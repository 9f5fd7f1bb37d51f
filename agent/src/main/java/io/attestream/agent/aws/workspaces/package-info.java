/** Collects what AWS's workspaces service holds. */
@NullMarked
package io.attestream.agent.aws.workspaces;

import org.jspecify.annotations.NullMarked;
