/** The AWS source against a real implementation of the AWS APIs. */
@NullMarked
package io.attestream.e2e.aws;

import org.jspecify.annotations.NullMarked;
