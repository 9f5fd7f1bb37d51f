/** The leaves that stand in a unit and the puts that brought them, as the database keeps them in blocks. */
@NullMarked
package io.attestream.collector.leaf;

import org.jspecify.annotations.NullMarked;
