/** Collects what AWS's cloudfront service holds. */
@NullMarked
package io.attestream.agent.aws.cloudfront;

import org.jspecify.annotations.NullMarked;
