package org.longtail.schemas.gcs;

import java.util.Locale;

/** What the server answers to a request that it does not carry out. */
final class ApiFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  private ApiFault(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  static ApiFault noSuchBucket() {
    return new ApiFault(404, "notFound", "The specified bucket does not exist.");
  }

  static ApiFault noSuchObject(String name) {
    return new ApiFault(404, "notFound", "No such object: " + name);
  }

  static ApiFault conditionNotMet() {
    return new ApiFault(
        412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
  }

  static ApiFault bucketIsThere() {
    return new ApiFault(409, "conflict", "Your previous request to create the bucket succeeded.");
  }

  static ApiFault badRequest(String message) {
    return new ApiFault(400, "invalid", message);
  }

  int status() {
    return status;
  }

  /** The body of the answer. */
  String json() {
    return String.format(
        Locale.ROOT,
        """
        {"error": {"code": %d, "message": "%s",
          "errors": [{"domain": "global", "reason": "%s", "message": "%s"}]}}
        """,
        status,
        getMessage(),
        reason,
        getMessage());
  }
}
