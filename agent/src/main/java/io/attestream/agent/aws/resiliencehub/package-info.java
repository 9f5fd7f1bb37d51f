/** Collects what AWS's resiliencehub service holds. */
@NullMarked
package io.attestream.agent.aws.resiliencehub;

import org.jspecify.annotations.NullMarked;
