package io.attestream.agent.commit;

import io.attestream.evidence.hash.Hash;

/**
 * What made a commit: named in every manifest.
 *
 * @param bootId differs after each start of the agent
 * @param pack digest of the check pack
 * @param config digest of the configuration, secrets left out
 * @param build digest of the agent's build
 * @param version of the agent, for the trace
 */
public record Provenance(String bootId, Hash pack, Hash config, Hash build, String version) {}
