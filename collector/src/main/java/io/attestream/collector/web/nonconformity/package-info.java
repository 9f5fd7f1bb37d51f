/** The pages of the register of nonconformities. */
@NullMarked
package io.attestream.collector.web.nonconformity;

import org.jspecify.annotations.NullMarked;
