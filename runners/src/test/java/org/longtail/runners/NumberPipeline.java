package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pipeline file of three steps, and a store for it, in a test's folder. */
record NumberPipeline(Path folder) {

  private static final String YAML =
      """
      # {% set limit = limit | default(1000) %}
      pipeline:
        type: composite
        transforms:
          - type: AddNumbers
            name: Sum
            input: [Two, Three]
            config: {limit: {{ limit }}}
          - type: WriteNumber
            name: Two
            config: {value: 2}
          - type: WriteNumber
            name: Three
            config: {value: 3}
      """;

  String file() throws IOException {
    return file(YAML);
  }

  String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("numbers.yaml"), yaml).toString();
  }

  /** The same pipeline with Beam options. */
  String fileWithOptions(String options) throws IOException {
    return file(YAML + "options:\n  " + options + "\n");
  }

  String store() {
    return folder.resolve("store").toString();
  }

  Path runFolder(String run) {
    return folder.resolve("store/runs").resolve(run);
  }
}
