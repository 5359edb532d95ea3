package org.longtail.runners;

/** What the process tells the shell. */
final class ExitCode {

  /** All went well. */
  static final int DONE = 0;

  /** The run failed. */
  static final int FAILED = 1;

  /** The command or the pipeline file is wrong; nothing ran. */
  static final int WRONG = 2;

  /** The run is done, but its accuracy is not what was required. */
  static final int NOT_MET = 3;

  private ExitCode() {}
}
