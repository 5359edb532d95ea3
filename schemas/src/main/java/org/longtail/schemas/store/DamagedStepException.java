package org.longtail.schemas.store;

/**
 * A finished step is not as it was committed: its manifest is none, or a file is missing or has
 * other bytes. Whoever meets it may set the step aside, see {@link StepCheck#setAside}, so that it
 * is computed again.
 */
public final class DamagedStepException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final String digest;

  /**
   * A damaged step.
   *
   * @param key the step
   * @param damage what is wrong with it; names the file
   */
  public DamagedStepException(StepKey key, String damage) {
    super(damage);
    this.type = key.type();
    this.digest = key.digest();
  }

  /** The step. */
  public StepKey stepKey() {
    return new StepKey(type, digest);
  }
}
