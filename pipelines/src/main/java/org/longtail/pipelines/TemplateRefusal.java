package org.longtail.pipelines;

/** The engine came upon something that a pipeline file may not do. */
final class TemplateRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String fix;

  /**
   * A refusal.
   *
   * @param problem what is wrong
   * @param fix what to do about it
   */
  TemplateRefusal(String problem, String fix) {
    super(problem);
    this.problem = problem;
    this.fix = fix;
  }

  String problem() {
    return problem;
  }

  String fix() {
    return fix;
  }
}
