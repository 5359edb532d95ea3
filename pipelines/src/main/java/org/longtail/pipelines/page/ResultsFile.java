package org.longtail.pipelines.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands on a results page: a YAML file such as {@code docs/results.yaml}.
 *
 * @param title heading of the page
 * @param introduction Markdown under the heading; may be empty
 * @param runs the pipeline file of every run, by the run's name, as the command that makes the run
 *     names it
 * @param sections in the order of the page
 */
public record ResultsFile(
    String title, String introduction, Map<String, String> runs, List<ResultsSection> sections) {

  public ResultsFile {
    title = Text.required("title", title);
    introduction = introduction.strip();
    runs = Collections.unmodifiableMap(new LinkedHashMap<>(runs));
    sections = List.copyOf(sections);
    for (ResultsSection section : sections) {
      for (String run : section.runs().toList()) {
        if (!runs.containsKey(run)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "section '%s': run '%s' is not among 'runs'; add it there with its pipeline file",
                  section.title(),
                  run));
        }
      }
    }
  }

  /**
   * Reads and checks a file.
   *
   * @throws IllegalArgumentException that names what is wrong with it, and where
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  public static ResultsFile read(Path file) throws IOException {
    return new StrictYaml(file).read(Files.readString(file), ResultsFile.class);
  }
}
