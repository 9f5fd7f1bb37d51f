/** Collects what AWS's route53resolver service holds. */
@NullMarked
package io.attestream.agent.aws.route53resolver;

import org.jspecify.annotations.NullMarked;
