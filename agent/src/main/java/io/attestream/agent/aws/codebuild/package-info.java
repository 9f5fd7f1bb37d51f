/** Collects what AWS's codebuild service holds. */
@NullMarked
package io.attestream.agent.aws.codebuild;

import org.jspecify.annotations.NullMarked;
