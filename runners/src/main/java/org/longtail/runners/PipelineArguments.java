package org.longtail.runners;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.longtail.pipelines.PipelineFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pipeline file a command is about, and the values of its variables. */
final class PipelineArguments {

  @Parameters(paramLabel = "FILE", description = "The pipeline file (Beam YAML).")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Value of a variable of the file; may be given more than once.")
  private Map<String, String> variables = new LinkedHashMap<>();

  Map<String, String> variables() {
    return variables;
  }

  /**
   * Loads and checks the file.
   *
   * @throws org.longtail.pipelines.PipelineFault that names everything that is wrong with it
   */
  PipelineFile load() {
    return PipelineFile.load(file, variables);
  }
}
