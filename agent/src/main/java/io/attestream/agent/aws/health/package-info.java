/** Collects what AWS's health service holds. */
@NullMarked
package io.attestream.agent.aws.health;

import org.jspecify.annotations.NullMarked;
