/** The REST API, contract first. */
@NullMarked
package io.attestream.collector.web.api;

import org.jspecify.annotations.NullMarked;
