/** Collects what AWS's backup service holds. */
@NullMarked
package io.attestream.agent.aws.backup;

import org.jspecify.annotations.NullMarked;
