@org.jspecify.annotations.NullMarked
package io.attestream.collector.sheet;
