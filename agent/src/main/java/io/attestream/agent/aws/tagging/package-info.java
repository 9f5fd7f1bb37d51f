/** Collects what AWS's tagging service holds. */
@NullMarked
package io.attestream.agent.aws.tagging;

import org.jspecify.annotations.NullMarked;
