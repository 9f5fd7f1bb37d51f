/** Pure analysis of network ranges and security-group rules. */
@NullMarked
package io.attestream.checks.network;

import org.jspecify.annotations.NullMarked;
