package org.longtail.runners;

import org.longtail.schemas.runs.RunEvent;

/** Shows on the console how far the computing steps are. */
sealed interface ProgressView extends AutoCloseable permits LiveProgress, PlainProgress {

  /** A step begins to compute. */
  void started(String label, RunEvent.Started event);

  /** A computing step is this far. */
  void progress(String label, RunEvent.Progress event);

  /** A step does not compute any more. */
  void ended(String label);

  @Override
  void close();
}
