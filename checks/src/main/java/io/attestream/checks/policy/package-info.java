/** Pure analysis of IAM policy documents: who is allowed what, and whether that is everyone. */
@NullMarked
package io.attestream.checks.policy;

import org.jspecify.annotations.NullMarked;
