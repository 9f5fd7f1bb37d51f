// Verifies bundle.sigstore.json of an extracted bundle with Sigstore's own packages.
// usage: node verify.js DIRECTORY
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { bundleFromJSON } = require('@sigstore/bundle');
const { Verifier, toSignedEntity } = require('@sigstore/verify');

const file = (name) => fs.readFileSync(path.join(process.argv[2], name));
const publicKey = crypto.createPublicKey(file('trust/log.pem'));
const trust = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
  publicKey: () => ({ publicKey, validFor: () => true }),
};
// The log key is long-lived and stands in our own log, so no public log, certificate or time stamp is asked for.
const thresholds = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0, tsaThreshold: 0 };

try {
  const bundle = bundleFromJSON(JSON.parse(file('bundle.sigstore.json')));
  new Verifier(trust, thresholds).verify(toSignedEntity(bundle));
  const [subject] = JSON.parse(bundle.content.dsseEnvelope.payload).subject;
  const digest = crypto.createHash('sha256').update(file(subject.name)).digest('hex');
  if (subject.digest.sha256 !== digest) {
    throw new Error(`${subject.name} is not the file that is signed`);
  }
  console.log(`sigstore good: ${subject.name} ${digest}`);
} catch (e) {
  console.error(`sigstore bad: ${e.message}`);
  process.exit(1);
}
