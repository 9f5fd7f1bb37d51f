/** Recorded AWS answers: the source runs on them with no network. */
@NullMarked
package io.attestream.agent.aws.replay;

import org.jspecify.annotations.NullMarked;
