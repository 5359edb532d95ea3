package org.longtail.transforms.step;

import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.StepCheck;
import org.longtail.schemas.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about an input that proves to be damaged when it is read. */
final class DamagedInput {

  private static final Logger LOG = LoggerFactory.getLogger(DamagedInput.class);

  private DamagedInput() {}

  /**
   * Sets the step aside that made the input. To be called when the reader's own build has ended:
   * whoever builds that step may take long.
   *
   * @return what the reader fails with
   */
  static StoreException setAside(
      DamagedStepException damage, ArtifactStore store, StepReporter reporter) {
    String reason = String.valueOf(damage.getMessage());
    Optional<String> aside = StepCheck.setAside(store, damage.stepKey());
    aside.ifPresent(place -> reporter.setAside(damage.stepKey(), reason, place));
    String done =
        aside.isPresent()
            ? "its step was set aside to " + aside.get()
            : "its step has been computed again meanwhile";
    LOG.warn("{}; {}", reason, done);
    return new StoreException(
        String.format(Locale.ROOT, "%s; %s: run again", reason, done), damage);
  }
}
