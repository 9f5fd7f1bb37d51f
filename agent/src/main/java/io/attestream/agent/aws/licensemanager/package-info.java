/** Collects what AWS's licensemanager service holds. */
@NullMarked
package io.attestream.agent.aws.licensemanager;

import org.jspecify.annotations.NullMarked;
