package org.longtail.schemas.store;

/** Something in the artifact store is missing, damaged or cannot be reached. */
public sealed class StoreException extends RuntimeException permits DamagedStepException {

  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
