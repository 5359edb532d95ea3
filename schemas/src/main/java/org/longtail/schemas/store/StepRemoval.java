package org.longtail.schemas.store;

/**
 * The removal of a step, in two parts, so that there is a moment to look once more at who needs it.
 * While it lasts nobody finds the step and nobody builds it: builders wait.
 *
 * <p>If the process dies in between, the next builder of the step finds it as it was.
 */
public interface StepRemoval extends AutoCloseable {

  /** Removes the step for good, with everything that it wrote. */
  void finish();

  /** Ends the removal; a step that was not removed for good is found again, as it was. */
  @Override
  void close();
}
