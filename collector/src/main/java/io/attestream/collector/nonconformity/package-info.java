/**
 * The register of nonconformities and opportunities for improvement (ISO/IEC 27001:2022 clause 10.2),
 * and the life of their corrective actions. Every step is a logged decision; after verification the
 * collector itself watches whether the failure comes back.
 */
@NullMarked
package io.attestream.collector.nonconformity;

import org.jspecify.annotations.NullMarked;
