package org.longtail.runners;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a person sees. Results go to standard output, everything else to standard error; on a
 * terminal the last line of standard error may be a live one, which the next line replaces.
 */
final class Console {

  private static final int DEFAULT_WIDTH = 80;
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private final List<StandardStream> streams;
  private boolean liveLineShown;

  /**
   * A console on two streams.
   *
   * @param terminal whether standard error is a terminal that can replace a line
   */
  Console(PrintWriter out, PrintWriter err, boolean terminal) {
    this(out, err, terminal, List.of());
  }

  private Console(
      PrintWriter out, PrintWriter err, boolean terminal, List<StandardStream> streams) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.streams = List.copyOf(streams);
  }

  /** The console of this process. The launcher script knows what its standard error is. */
  static Console ofProcess() {
    boolean told = Boolean.getBoolean("longtail.terminal");
    StandardStream out = StandardStream.out();
    StandardStream err = StandardStream.err();
    return new Console(
        new PrintWriter(out, true, StandardStream.encoding("stdout", System::getProperty)),
        new PrintWriter(err, true, StandardStream.encoding("stderr", System::getProperty)),
        told && !"dumb".equals(System.getenv("TERM")),
        List.of(out, err));
  }

  /** Sends what the libraries write to the process's own streams to a file, until restored. */
  void divertOthersTo(Path file) {
    streams.forEach(stream -> stream.divertTo(file));
  }

  /** Ends the diversion. */
  void restore() {
    streams.forEach(StandardStream::restore);
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  boolean terminal() {
    return terminal;
  }

  /** Columns of the terminal. */
  int width() {
    String columns = System.getenv("COLUMNS");
    return columns == null || !columns.matches("[1-9][0-9]{1,3}")
        ? DEFAULT_WIDTH
        : Integer.parseInt(columns);
  }

  /** A line of the result. */
  synchronized void result(String text) {
    clearLive();
    out.println(text);
    out.flush();
  }

  /** A line for a person. */
  synchronized void line(String text) {
    clearLive();
    err.println(text);
    err.flush();
  }

  /** Replaces the live line; without a terminal there is none. */
  synchronized void live(String text) {
    if (terminal) {
      err.print(CLEAR_LINE + text);
      err.flush();
      liveLineShown = true;
    }
  }

  /** Takes the live line away. */
  synchronized void clearLive() {
    if (liveLineShown) {
      err.print(CLEAR_LINE);
      err.flush();
      liveLineShown = false;
    }
  }
}
