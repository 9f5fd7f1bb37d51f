package io.attestream.agent.spool;

import io.attestream.evidence.model.ResourceIdentity;

/** A leaf that the collector gave back, with the resource that its identity disclosure names. */
public record RecalledLeaf(NewLeaf leaf, ResourceIdentity resource) {}
