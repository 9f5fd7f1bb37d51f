/** The dashboard in a real browser. */
@NullMarked
package io.attestream.e2e.web;

import org.jspecify.annotations.NullMarked;
