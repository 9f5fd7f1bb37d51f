/** Collects what AWS's ssm service holds. */
@NullMarked
package io.attestream.agent.aws.ssm;

import org.jspecify.annotations.NullMarked;
