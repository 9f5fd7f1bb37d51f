/** Fakes for tests of the AWS source. */
@NullMarked
package io.attestream.agent.aws.testing;

import org.jspecify.annotations.NullMarked;
