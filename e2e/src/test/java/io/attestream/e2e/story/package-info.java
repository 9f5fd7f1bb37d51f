/** The main job, told from outside: what the people who use the product would see happen. */
@NullMarked
package io.attestream.e2e.story;

import org.jspecify.annotations.NullMarked;
