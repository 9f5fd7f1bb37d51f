/** Collects what AWS's guardduty service holds. */
@NullMarked
package io.attestream.agent.aws.guardduty;

import org.jspecify.annotations.NullMarked;
