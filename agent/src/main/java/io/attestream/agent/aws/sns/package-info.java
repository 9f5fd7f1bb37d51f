/** Collects what AWS's sns service holds. */
@NullMarked
package io.attestream.agent.aws.sns;

import org.jspecify.annotations.NullMarked;
