/** Collects what AWS's dynamodb service holds. */
@NullMarked
package io.attestream.agent.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
