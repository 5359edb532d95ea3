package org.longtail.schemas.runs;

/** That a process works on a run, see {@link RunFolder#hold}. */
public interface RunHold extends AutoCloseable {

  /** The process does not work on the run any more. */
  @Override
  void close();
}
