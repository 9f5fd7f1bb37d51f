/** Signed notes and checkpoints (C2SP signed-note v1.0.0, tlog-checkpoint v1.0.0). */
@NullMarked
package io.attestream.evidence.note;

import org.jspecify.annotations.NullMarked;
