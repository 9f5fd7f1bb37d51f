package io.attestream.collector.report;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteVerifier;

/** README.txt of a bundle: what it is, what it does not prove, how to check it. */
final class BundleReadme {
  private BundleReadme() {}

  static String text(BundleHeader header, Checkpoint checkpoint, NoteVerifier logKey) {
    return """
        ATTESTREAM EVIDENCE BUNDLE

        Log        %s
        Entries    %d
        Root       %s
        Period     %s to %s
        Exported   %s by %s

        WHAT THIS IS
        Results of automated control checks on cloud and Kubernetes resources, signed by the agents that
        saw them and kept in an append-only log (RFC 6962, C2SP tlog-tiles). The bundle holds the whole
        log and, for the commits of the period, every result with its evidence.

          log/       checkpoint, tiles and entries of the log
          commits/   for each commit of an agent: signed envelope, results or changes, trace
          meta/      the check pack of the exporter, and the mapping of checks to Annex A controls
          trust/     copies of the keys; do not trust them because they are here
          bundle.json, bundle.sigstore.json   size and SHA-256 of every file, and the signature over them

        WHAT IT DOES NOT PROVE
        Tamper-evident is not tamper-proof, authentic is not true, and nothing here says "compliant".
        - An agent's host may have lied before it signed.
        - An operator who holds the log's key could have rebuilt the log, unless a checkpoint that you were
          given earlier, or one that another party holds, fixes its past.
        - A change that was made and undone between two scans is not seen.
        - What lies outside the scanned units is not covered.

        HOW TO CHECK IT, OFFLINE
        Get the log's key from a source other than this bundle. It should be
          %s
        Then, with Java 17 or newer:
          java -jar attestream-verify.jar <this file>.zip --log-key '<the log key>'
        Add --previous <file> with a checkpoint that you kept from an earlier audit.
        Exit codes: 0 valid, 1 valid with gaps, 2 self-consistent only, 3 invalid, 64 wrong usage.

        With tools that Attestream's authors did not write:
          unzip <this file>.zip -d bundle && cd bundle
          cat log/checkpoint        # a C2SP signed note; Go: golang.org/x/mod/sumdb/note and tlog
          openssl pkey -pubin -in trust/log.pem -text     # and each agent's key in trust/agents/
          cosign verify-blob-attestation --bundle bundle.sigstore.json --key trust/log.pem \\
            --insecure-ignore-tlog --type %s bundle.json
        """
        .formatted(
            header.origin(),
            checkpoint.size(),
            checkpoint.root().hex(),
            header.from(),
            header.to(),
            header.createdAt(),
            header.software(),
            logKey.vkey(),
            BundleHeader.FORMAT);
  }
}
