/** Collects what AWS's secretsmanager service holds. */
@NullMarked
package io.attestream.agent.aws.secretsmanager;

import org.jspecify.annotations.NullMarked;
