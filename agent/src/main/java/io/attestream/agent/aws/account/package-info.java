/** Collects what AWS's account service holds. */
@NullMarked
package io.attestream.agent.aws.account;

import org.jspecify.annotations.NullMarked;
