/** Collects what AWS's s3 service holds. */
@NullMarked
package io.attestream.agent.aws.s3;

import org.jspecify.annotations.NullMarked;
