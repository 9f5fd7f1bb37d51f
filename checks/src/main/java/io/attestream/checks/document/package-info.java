/** The reference documents that are written from the catalogue and the controls. */
@NullMarked
package io.attestream.checks.document;

import org.jspecify.annotations.NullMarked;
