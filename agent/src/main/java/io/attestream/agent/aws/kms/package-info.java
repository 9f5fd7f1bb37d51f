/** Collects what AWS's kms service holds. */
@NullMarked
package io.attestream.agent.aws.kms;

import org.jspecify.annotations.NullMarked;
