/** Resources: search, and one resource with every verdict and its evidence. */
@NullMarked
package io.attestream.collector.web.resource;

import org.jspecify.annotations.NullMarked;
