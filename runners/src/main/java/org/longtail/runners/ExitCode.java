package org.longtail.runners;

/** What the process tells the shell. */
final class ExitCode {

  /** All went well. */
  static final int DONE = 0;

  /** The run failed. */
  static final int FAILED = 1;

  /** The command or the pipeline file is wrong; nothing ran. */
  static final int WRONG = 2;

  private ExitCode() {}
}
