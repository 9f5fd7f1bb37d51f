/** Collects what AWS's organizations service holds. */
@NullMarked
package io.attestream.agent.aws.organizations;

import org.jspecify.annotations.NullMarked;
