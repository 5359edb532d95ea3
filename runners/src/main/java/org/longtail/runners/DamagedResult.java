package org.longtail.runners;

import java.time.Clock;
import java.util.Optional;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.StepCheck;
import org.longtail.schemas.store.StepKey;

/** What is done about a step that proves to be damaged when a run's results are read. */
final class DamagedResult {

  private DamagedResult() {}

  /** Sets the step aside, and takes it out of the ledger and out of the run's log. */
  static void setAside(
      DamagedStepException damage, ArtifactStore store, RunFolder folder, StepLedger ledger) {
    StepKey key = damage.stepKey();
    Optional<String> aside = StepCheck.setAside(store, key);
    for (RunEvent.Finished done : ledger.finished()) {
      if (done.type().equals(key.type()) && done.key().equals(key.digest())) {
        RunEvent event =
            new RunEvent.SetAside(
                done.step(),
                done.variant(),
                Clock.systemUTC().millis(),
                key.type(),
                key.digest(),
                String.valueOf(damage.getMessage()),
                aside.orElse(""));
        folder.append(event);
        ledger.enter(event);
      }
    }
  }
}
