package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that a sample holds nothing among its verified files that is not proven. */
final class SampleLayout {
  private static final int MAX_TRUST_FILE = 4096;
  private static final Pattern COMMIT = Pattern.compile("commits/[^/]+/[0-9]{12}/([^/]+)");
  private static final Pattern AGENT_KEY =
      Pattern.compile("trust/agents/([^/]+)/[0-9a-f]{16}\\.pem");
  private static final Set<String> COMMIT_FILES =
      Set.of(BundlePath.ENVELOPE, BundlePath.LEAVES, BundlePath.SNAPSHOT, BundlePath.TRACE);

  private final BundleReader bundle;
  private final NoteVerifier logKey;
  private final SampleCheck sample;
  private final Findings findings;

  SampleLayout(BundleReader bundle, NoteVerifier logKey, SampleCheck sample, Findings findings) {
    this.bundle = bundle;
    this.logKey = logKey;
    this.sample = sample;
    this.findings = findings;
  }

  void run() {
    for (String name : bundle.names()) {
      boolean good = true;
      if (name.startsWith("commits/")) {
        Matcher commit = COMMIT.matcher(name);
        good = commit.matches() && COMMIT_FILES.contains(commit.group(1)) && sample.knows(name);
      } else if (name.startsWith("entries/")) {
        good = sample.knows(name);
      } else if (name.startsWith("log/")) {
        good = name.equals(BundlePath.CHECKPOINT);
      } else if (name.startsWith("stamps/") || name.startsWith("report/")) {
        good = false;
      } else if (name.startsWith("trust/")) {
        good = trust(name);
      }
      if (!good) {
        findings.problem(Step.LEAVES, name, "does not belong to what the sample proves");
      }
    }
  }

  private boolean trust(String name) {
    String text = new String(bundle.read(name, MAX_TRUST_FILE), StandardCharsets.UTF_8);
    Matcher agent = AGENT_KEY.matcher(name);
    return name.equals(BundlePath.LOG_KEY)
        ? text.equals(logKey.vkey() + '\n')
        : name.equals(BundlePath.LOG_KEY_PEM)
            ? text.equals(logKey.key().pem())
            : agent.matches() && sample.keys().everHad(agent.group(1), text);
  }
}
