package org.longtail.schemas.store;

import com.google.auth.Retryable;
import com.google.cloud.storage.StorageException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failed request to a bucket means, and what to do about it. */
final class GcsFaults {

  static final int NOT_FOUND = 404;
  static final int PRECONDITION_FAILED = 412;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  static final String SIGN_IN =
      "run 'gcloud auth application-default login', or let GOOGLE_APPLICATION_CREDENTIALS name"
          + " the key file of a service account";

  private final GcsPlace place;

  GcsFaults(GcsPlace place) {
    this.place = place;
  }

  /**
   * The exception for a person.
   *
   * @param doing what was tried, such as {@code cannot read gs://...}
   * @param thrown what the client gave up with, after its retries
   */
  StoreException of(String doing, Exception thrown) {
    return new StoreException(
        String.format(Locale.ROOT, "%s: %s", doing, reason(storage(thrown))), thrown);
  }

  /** What the client itself says of a failure, however deep it is. */
  static StorageException storage(Exception thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException known) {
        return known;
      }
    }
    return new StorageException(0, String.valueOf(thrown.getMessage()), thrown);
  }

  private String reason(StorageException failure) {
    String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    if (failure.getCode() == UNAUTHORISED || signInFailed(failure)) {
      return String.format(
          Locale.ROOT,
          "bucket '%s' does not accept the credentials, or they have expired; %s (%s)",
          place.bucket(),
          SIGN_IN,
          said);
    }
    return switch (failure.getCode()) {
      case FORBIDDEN ->
          String.format(
              Locale.ROOT,
              "no permission in bucket '%s'; give the account the role roles/storage.objectUser on it,"
                  + " or check the bucket's name (%s)",
              place.bucket(),
              said);
      case NOT_FOUND ->
          said.contains("No such object")
              ? String.format(Locale.ROOT, "it is not there any more (%s)", said)
              : String.format(
                  Locale.ROOT,
                  "bucket '%s' does not exist; make it with 'gcloud storage buckets create gs://%s', or"
                      + " check its name (%s)",
                  place.bucket(),
                  place.bucket(),
                  said);
      case TOO_MANY ->
          String.format(
              Locale.ROOT,
              "bucket '%s' takes no more requests for now; try again later (%s)",
              place.bucket(),
              said);
      default -> other(failure, said);
    };
  }

  private String other(StorageException failure, String said) {
    return unreachable(failure)
        ? String.format(
            Locale.ROOT,
            "bucket '%s' does not answer as it should; check the network and try again (%s)",
            place.bucket(),
            said)
        : String.format(
            Locale.ROOT, "bucket '%s' refused it: %d %s", place.bucket(), failure.getCode(), said);
  }

  /** Whether a bucket did not answer, or not as it should. */
  static boolean unreachable(StorageException failure) {
    return failure.getCode() == 0 || failure.getCode() >= SERVER;
  }

  private static boolean signInFailed(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Retryable token) { // the server of tokens refused one
        return !token.isRetryable();
      }
    }
    return false;
  }
}
