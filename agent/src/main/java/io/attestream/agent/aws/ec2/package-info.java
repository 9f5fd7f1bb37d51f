/** Collects what AWS's ec2 service holds. */
@NullMarked
package io.attestream.agent.aws.ec2;

import org.jspecify.annotations.NullMarked;
