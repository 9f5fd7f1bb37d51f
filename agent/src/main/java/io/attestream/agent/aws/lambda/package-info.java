/** Collects what AWS's lambda service holds. */
@NullMarked
package io.attestream.agent.aws.lambda;

import org.jspecify.annotations.NullMarked;
