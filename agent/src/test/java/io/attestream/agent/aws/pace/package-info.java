@NullMarked
package io.attestream.agent.aws.pace;

import org.jspecify.annotations.NullMarked;
