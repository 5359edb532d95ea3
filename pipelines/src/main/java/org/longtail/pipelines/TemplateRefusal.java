package org.longtail.pipelines;

/** The engine came upon something that a pipeline file may not do. */
final class TemplateRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String fix;

  /**
   * A refusal.
   *
   * @param fix what to do about it
   */
  TemplateRefusal(String message, String fix) {
    super(message);
    this.what = message;
    this.fix = fix;
  }

  /** What may not be done. */
  String what() {
    return what;
  }

  String fix() {
    return fix;
  }
}
