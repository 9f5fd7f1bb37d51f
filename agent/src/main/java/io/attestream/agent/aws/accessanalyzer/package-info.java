/** Collects what AWS's accessanalyzer service holds. */
@NullMarked
package io.attestream.agent.aws.accessanalyzer;

import org.jspecify.annotations.NullMarked;
