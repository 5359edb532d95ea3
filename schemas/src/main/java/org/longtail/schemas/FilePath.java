package org.longtail.schemas;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Paths of files whose names somebody else has chosen. Java writes names in the encoding of the
 * locale that its process was started in, and has no other: in the locale C, in which containers
 * and cron start programs, that is ASCII.
 */
public final class FilePath {

  private FilePath() {}

  /**
   * The path of this name.
   *
   * @throws IllegalArgumentException if no file can have the name, or none that this process can
   *     open; says then how the process must be started
   */
  public static Path of(String name) {
    return below(Path.of(""), name);
  }

  /**
   * The path of this name, which is meant from a folder unless it is absolute.
   *
   * @throws IllegalArgumentException as {@link #of} does
   */
  public static Path below(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      Charset encoding = encoding();
      // Without a cause: where the innermost one is told, it would say less.
      throw new IllegalArgumentException(
          encoding.equals(StandardCharsets.UTF_8) || encoding.newEncoder().canEncode(name)
              ? String.format(Locale.ROOT, "'%s' is no path: %s", name, e.getReason())
              : String.format(
                  Locale.ROOT,
                  "'%s' is a name that this process cannot open: its locale encodes names in %s; start"
                      + " it with the environment variable LC_ALL=C.UTF-8",
                  name,
                  encoding.name()));
    }
  }

  /** What this process encodes names of files in. */
  public static Charset encoding() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}
