/** The dashboard and the REST API: route table, composition. */
@NullMarked
package io.attestream.collector.web;

import org.jspecify.annotations.NullMarked;
