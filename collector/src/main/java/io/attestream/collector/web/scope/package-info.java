/** The page of the scopes. */
@NullMarked
package io.attestream.collector.web.scope;

import org.jspecify.annotations.NullMarked;
