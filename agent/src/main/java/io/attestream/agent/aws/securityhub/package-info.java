/** Collects what AWS's securityhub service holds. */
@NullMarked
package io.attestream.agent.aws.securityhub;

import org.jspecify.annotations.NullMarked;
