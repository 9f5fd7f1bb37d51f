package io.attestream.agent.manifests;

import io.attestream.evidence.model.UnknownReason;

/**
 * A part of the manifests that could not be read.
 *
 * @param place {@code file:line}, the file relative to the directory
 * @param reason UNPARSABLE, LIMIT_EXCEEDED or API_ERROR for a file that cannot be read
 * @param message what is wrong, in one line
 * @param kindName what the document says its kind is, empty when even that cannot be told
 */
record ManifestProblem(String place, UnknownReason reason, String message, String kindName) {}
