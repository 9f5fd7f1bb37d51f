/** What the command line prints about checks. */
@NullMarked
package io.attestream.checks.report;

import org.jspecify.annotations.NullMarked;
