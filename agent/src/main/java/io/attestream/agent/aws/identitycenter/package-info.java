/** Collects what AWS's Identity Center service holds. */
@NullMarked
package io.attestream.agent.aws.identitycenter;

import org.jspecify.annotations.NullMarked;
