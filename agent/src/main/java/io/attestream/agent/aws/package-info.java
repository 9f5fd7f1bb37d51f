/** AWS as a source of resources: accounts, regions and the registry of services. */
@NullMarked
package io.attestream.agent.aws;

import org.jspecify.annotations.NullMarked;
