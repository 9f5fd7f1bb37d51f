/** What people confirm that no check can see: classified data was exposed, logs or evidence were tampered with. */
@NullMarked
package io.attestream.collector.confirmed;

import org.jspecify.annotations.NullMarked;
