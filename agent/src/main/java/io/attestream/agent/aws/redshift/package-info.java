/** Collects what AWS's redshift service holds. */
@NullMarked
package io.attestream.agent.aws.redshift;

import org.jspecify.annotations.NullMarked;
