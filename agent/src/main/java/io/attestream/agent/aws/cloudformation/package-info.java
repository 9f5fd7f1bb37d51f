/** Collects what AWS's cloudformation service holds. */
@NullMarked
package io.attestream.agent.aws.cloudformation;

import org.jspecify.annotations.NullMarked;
