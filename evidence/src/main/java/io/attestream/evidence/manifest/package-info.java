/** The commit manifest: what an agent signs about one scan of one scope unit. */
@NullMarked
package io.attestream.evidence.manifest;

import org.jspecify.annotations.NullMarked;
