/** Collects what AWS's codepipeline service holds. */
@NullMarked
package io.attestream.agent.aws.codepipeline;

import org.jspecify.annotations.NullMarked;
