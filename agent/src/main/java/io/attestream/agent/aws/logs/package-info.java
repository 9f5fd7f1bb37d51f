/** Collects what AWS's logs service holds. */
@NullMarked
package io.attestream.agent.aws.logs;

import org.jspecify.annotations.NullMarked;
