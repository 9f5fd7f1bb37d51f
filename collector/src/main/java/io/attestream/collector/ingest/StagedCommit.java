package io.attestream.collector.ingest;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.manifest.Manifest;

/**
 * A commit whose parts are all here and whose signature is good.
 *
 * @param envelope the DSSE envelope's bytes
 * @param digest SHA-256 of them
 */
record StagedCommit(
    byte[] envelope, Hash digest, Manifest manifest, byte[] trace, CommitAssembly parts) {}
