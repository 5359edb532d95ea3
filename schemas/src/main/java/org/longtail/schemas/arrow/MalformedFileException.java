package org.longtail.schemas.arrow;

import java.io.IOException;
import java.util.Locale;
import org.longtail.schemas.store.StoreException;

/** A file is not what it must be; caught where the file's name is known. */
final class MalformedFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedFileException(String message) {
    super(message);
  }

  private MalformedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Reads something. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Reads what Arrow's own classes do not check: from damaged bytes they go to places that do not
   * exist, which Java's buffers refuse in one way or another.
   *
   * @param what is wrong if they are refused
   */
  static <T> T when(String what, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (MalformedFileException | StoreException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new MalformedFileException(String.format(Locale.ROOT, "%s: %s", what, e), e);
    }
  }
}
