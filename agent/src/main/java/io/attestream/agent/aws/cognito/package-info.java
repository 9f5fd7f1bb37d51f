/** Collects what AWS's cognito service holds. */
@NullMarked
package io.attestream.agent.aws.cognito;

import org.jspecify.annotations.NullMarked;
