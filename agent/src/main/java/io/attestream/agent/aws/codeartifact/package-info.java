/** Collects what AWS's codeartifact service holds. */
@NullMarked
package io.attestream.agent.aws.codeartifact;

import org.jspecify.annotations.NullMarked;
