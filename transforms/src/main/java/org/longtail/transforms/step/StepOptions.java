package org.longtail.transforms.step;

import java.util.Optional;
import org.longtail.learning.DeviceChoice;
import org.longtail.schemas.arrow.Compression;
import org.longtail.schemas.runs.RunFolder;

/**
 * What a pipeline's options ask of a step; none of it enters the step's key.
 *
 * @param forcing whether outputs that are in the store will do
 * @param compression of what the step writes, where it may be compressed
 * @param device where its networks live
 */
record StepOptions(Forcing forcing, Compression compression, DeviceChoice device) {

  /** What is asked of a step where no option is given. */
  static StepOptions none() {
    return forced(Forcing.none());
  }

  /** The same, but forced. */
  static StepOptions forced(Forcing forcing) {
    return new StepOptions(forcing, Compression.NONE, DeviceChoice.AUTO);
  }

  /**
   * What the options ask of a step.
   *
   * @param step the step's name in events
   * @param run the run's folder
   * @throws IllegalArgumentException if an option has no such value
   */
  static StepOptions of(String step, LongtailOptions options, Optional<RunFolder> run) {
    return new StepOptions(
        Forcing.of(step, options, run),
        Compression.of(options.getCompression()),
        DeviceChoice.of(options.getDevice()));
  }
}
