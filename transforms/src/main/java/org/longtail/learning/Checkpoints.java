package org.longtail.learning;

import java.util.Optional;
import org.longtail.schemas.arrow.Checkpoint;

/** Where a long training keeps its state after each epoch, and finds it when it is run again. */
public interface Checkpoints {

  /** Keeps nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<Checkpoint> last(String purpose) {
          return Optional.empty();
        }

        @Override
        public void keep(Checkpoint checkpoint) {}
      };

  /**
   * What an interrupted training of this purpose kept last, if nothing was kept since.
   *
   * @param purpose names one training among those of the same computation
   */
  Optional<Checkpoint> last(String purpose);

  /** Keeps a state in place of the one before. */
  void keep(Checkpoint checkpoint);
}
