/** Collects what AWS's ecr service holds. */
@NullMarked
package io.attestream.agent.aws.ecr;

import org.jspecify.annotations.NullMarked;
