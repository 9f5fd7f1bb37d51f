/**
 * Scopes by name: parts of the estate with a Statement of their own. What the evidence's owner requires to
 * be reported is another matter, see {@code collector.scope}.
 */
@NullMarked
package io.attestream.collector.scopes;

import org.jspecify.annotations.NullMarked;
