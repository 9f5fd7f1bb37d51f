/** Collects what AWS's ram service holds. */
@NullMarked
package io.attestream.agent.aws.ram;

import org.jspecify.annotations.NullMarked;
