/** Collects what AWS's route53 service holds. */
@NullMarked
package io.attestream.agent.aws.route53;

import org.jspecify.annotations.NullMarked;
