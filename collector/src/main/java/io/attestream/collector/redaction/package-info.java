/**
 * Erasure of disclosures: salted identities and evidence leave the store, their digests stay in the
 * leaves, so that every proof holds; each erasure is a signed entry of the log in the same transaction.
 */
@NullMarked
package io.attestream.collector.redaction;

import org.jspecify.annotations.NullMarked;
