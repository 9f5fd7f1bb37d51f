/** Collects what AWS's config service holds. */
@NullMarked
package io.attestream.agent.aws.config;

import org.jspecify.annotations.NullMarked;
