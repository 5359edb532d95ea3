package org.longtail.schemas.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder {@code runs/<run>/} of a store: {@code run.json}, {@code pipeline.yaml} and {@code
 * events.jsonl}.
 */
public interface RunFolder {

  /** The run's name. */
  String run();

  /** Writes a file whole; a reader sees the old or the new content, never a part. */
  void write(String name, String content);

  /** Writes a copy of a file of this machine, as {@link #write(String, String)} does. */
  void write(String name, Path content);

  /** The content of a file, or nothing if there is none. */
  Optional<String> read(String name);

  /** Adds an event at the end of the run's log; safe from several processes at once. */
  void append(RunEvent event);

  /**
   * The events of the run's log, in the order they were added.
   *
   * @param from how many events to pass over, because the reader has them already
   */
  List<RunEvent> events(int from);

  /**
   * Says that this process works on the run, until that is closed or the process dies.
   *
   * @return nothing if another process, or another part of this one, works on it already
   */
  Optional<RunHold> hold();

  /**
   * Whether a process works on the run. Where a store cannot tell, what {@code run.json} says of
   * its status counts, and a run without a record that can be read goes on.
   */
  boolean goesOn();

  /** The size of all files of the run. */
  long bytes();

  /**
   * Removes the folder with all that is in it.
   *
   * @return whether it is gone; not so if a process works on the run
   */
  boolean remove();
}
