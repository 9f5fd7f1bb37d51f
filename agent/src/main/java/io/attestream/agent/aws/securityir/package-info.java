/** Collects what AWS's securityir service holds. */
@NullMarked
package io.attestream.agent.aws.securityir;

import org.jspecify.annotations.NullMarked;
