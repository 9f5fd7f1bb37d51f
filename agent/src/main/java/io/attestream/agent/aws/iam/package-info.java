/** Collects what AWS's iam service holds. */
@NullMarked
package io.attestream.agent.aws.iam;

import org.jspecify.annotations.NullMarked;
