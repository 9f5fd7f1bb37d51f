/** The Statement of Applicability: its rows, versions and differences. */
@NullMarked
package io.attestream.collector.web.soa;

import org.jspecify.annotations.NullMarked;
