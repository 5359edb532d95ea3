package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Pipeline files for tests. */
final class PipelineFiles {

  private PipelineFiles() {}

  static PipelineFile load(Path folder, String yaml) {
    return load(folder, yaml, Map.of());
  }

  static PipelineFile load(Path folder, String yaml, Map<String, String> variables) {
    return PipelineFile.load(write(folder, yaml), variables);
  }

  /** The faults as a person reads them, without the folder. */
  static List<String> faults(Path folder, String yaml) {
    return faults(folder, yaml, Map.of());
  }

  static List<String> faults(Path folder, String yaml, Map<String, String> variables) {
    Path file = write(folder, yaml);
    PipelineFault fault =
        catchThrowableOfType(PipelineFault.class, () -> PipelineFile.load(file, variables));
    return fault == null
        ? List.of()
        : fault.getMessage().lines().map(line -> line.replace(folder + "/", "")).toList();
  }

  private static Path write(Path folder, String yaml) {
    try {
      return Files.writeString(folder.resolve("file.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
