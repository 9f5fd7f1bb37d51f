/** Collects what AWS's elbv2 service holds. */
@NullMarked
package io.attestream.agent.aws.elbv2;

import org.jspecify.annotations.NullMarked;
