/** What an organisation knows of itself: one file of facts that set the parameters of many checks. */
@NullMarked
package io.attestream.checks.organisation;

import org.jspecify.annotations.NullMarked;
