package org.longtail.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.longtail.schemas.arrow.Checkpoint;

/** Checkpoints for one process. */
final class KeptInMemory implements Checkpoints {

  private final List<Checkpoint> kept = new ArrayList<>();

  @Override
  public Optional<Checkpoint> last(String purpose) {
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(kept.get(kept.size() - 1)).filter(last -> last.purpose().equals(purpose));
  }

  @Override
  public void keep(Checkpoint checkpoint) {
    kept.add(checkpoint);
  }

  /** How many epochs were kept. */
  int count() {
    return kept.size();
  }
}
