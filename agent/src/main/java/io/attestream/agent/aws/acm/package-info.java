/** Collects what AWS's acm service holds. */
@NullMarked
package io.attestream.agent.aws.acm;

import org.jspecify.annotations.NullMarked;
