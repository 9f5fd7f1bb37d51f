@NullMarked
package io.attestream.agent.aws.scan;

import org.jspecify.annotations.NullMarked;
