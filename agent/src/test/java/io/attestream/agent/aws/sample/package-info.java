/** The tool that records the sample estate; see docs/aws.md. */
@NullMarked
package io.attestream.agent.aws.sample;

import org.jspecify.annotations.NullMarked;
