/** Collects what AWS's eks service holds. */
@NullMarked
package io.attestream.agent.aws.eks;

import org.jspecify.annotations.NullMarked;
