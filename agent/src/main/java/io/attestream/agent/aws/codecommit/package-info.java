/** Collects what AWS's codecommit service holds. */
@NullMarked
package io.attestream.agent.aws.codecommit;

import org.jspecify.annotations.NullMarked;
