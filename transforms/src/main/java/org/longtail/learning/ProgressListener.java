package org.longtail.learning;

import java.util.OptionalDouble;

/** Hears how far a long computation is. */
@FunctionalInterface
public interface ProgressListener {

  /** A listener that does not care. */
  ProgressListener SILENT = update -> {};

  /** Called often, from the computing thread; must be quick. */
  void progress(Update update);

  /**
   * How far a computation is.
   *
   * @param phase what it does, such as {@code epoch}
   * @param done units that are done; fractions count
   * @param total units in all
   * @param images images gone through since the computation began
   * @param loss mean loss since the epoch began, where there is one
   */
  record Update(String phase, double done, double total, long images, OptionalDouble loss) {}
}
