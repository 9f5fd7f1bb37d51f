package io.attestream.evidence.bundle;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.util.Map;

/**
 * The file {@code bundle.sigstore.json}: a Sigstore bundle v0.3 with a public key hint, whose DSSE
 * envelope holds a statement about the digest of {@code bundle.json}, by the log's key.
 */
final class BundleSignature {
  static final String PREDICATE_TYPE = BundleHeader.FORMAT;

  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final int MAX_BYTES = 2 * Envelope.MAX_BYTES;

  private BundleSignature() {}

  static byte[] sign(Hash index, BundleHeader header, Ed25519Key key) {
    Statement statement = new Statement(BundlePath.INDEX, index, PREDICATE_TYPE, header.members());
    Envelope envelope = Dsse.sign(Statement.PAYLOAD_TYPE, statement.bytes(), key);
    return CanonicalJson.bytes(
        Map.of(
            "dsseEnvelope", JsonReader.readCanonical(envelope.bytes(), JsonLimits.DEFAULT),
            "mediaType", MEDIA_TYPE,
            "verificationMaterial", Map.of("publicKey", Map.of("hint", key.keyId()))));
  }

  /**
   * Checks the signature over the index.
   *
   * @throws BundleException when it is not by the key or not over the index
   * @throws io.attestream.evidence.json.JsonException when it cannot be read
   */
  static void verify(byte[] file, Hash index, BundleHeader header, Ed25519PublicKey key) {
    JsonObject root =
        JsonObject.root(JsonReader.readCanonical(file, JsonLimits.DEFAULT.withMaxBytes(MAX_BYTES)));
    root.constant("mediaType", MEDIA_TYPE);
    JsonObject material = root.object("verificationMaterial");
    JsonObject publicKey = material.object("publicKey");
    String hint = publicKey.string("hint", 100);
    publicKey.end();
    material.end();
    Envelope envelope = Envelope.parse(CanonicalJson.bytes(root.map("dsseEnvelope")));
    root.end();
    if (!hint.equals(key.keyId()) || !Dsse.verify(envelope, key)) {
      throw new BundleException(BundlePath.SIGNATURE, "not signed by the log's key");
    }
    Statement statement = Statement.parse(envelope.payload());
    if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)
        || !statement.equals(
            new Statement(BundlePath.INDEX, index, PREDICATE_TYPE, header.members()))) {
      throw new BundleException(
          BundlePath.INDEX, "is not the file that " + BundlePath.SIGNATURE + " signs");
    }
  }
}
