/** What a check is: identity, condition, controls, remedy and cases. */
@NullMarked
package io.attestream.checks.model;

import org.jspecify.annotations.NullMarked;
