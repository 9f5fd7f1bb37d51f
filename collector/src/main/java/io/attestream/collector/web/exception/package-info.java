/** The page of exceptions. */
@NullMarked
package io.attestream.collector.web.exception;

import org.jspecify.annotations.NullMarked;
