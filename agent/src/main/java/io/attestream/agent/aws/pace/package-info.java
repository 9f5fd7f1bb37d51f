/** How fast AWS is called: one adaptive budget per account, region and API. */
@NullMarked
package io.attestream.agent.aws.pace;

import org.jspecify.annotations.NullMarked;
