/** What every AWS collector uses: clients, listings, resource drafts and the mapping of failures. */
@NullMarked
package io.attestream.agent.aws.scan;

import org.jspecify.annotations.NullMarked;
