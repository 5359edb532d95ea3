package org.longtail.learning;

/** Training cannot go on, as when its loss is no longer a number. */
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }
}
