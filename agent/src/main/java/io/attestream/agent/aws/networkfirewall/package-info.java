/** Collects what AWS's networkfirewall service holds. */
@NullMarked
package io.attestream.agent.aws.networkfirewall;

import org.jspecify.annotations.NullMarked;
