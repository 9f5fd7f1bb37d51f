/** Collects what AWS's apigateway service holds. */
@NullMarked
package io.attestream.agent.aws.apigateway;

import org.jspecify.annotations.NullMarked;
