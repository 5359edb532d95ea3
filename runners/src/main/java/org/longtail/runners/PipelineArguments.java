package org.longtail.runners;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.PipelineFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pipeline file a command is about, and the values of its variables. */
final class PipelineArguments {

  /** Where the store is unless a command or a file says otherwise. */
  static final String DEFAULT_STORE = ".longtail";

  /** What the option of the store says. */
  static final String STORE =
      "The artifact store: a folder, or gs://bucket/prefix. Default: the file's option 'store', or"
          + " else "
          + DEFAULT_STORE
          + ".";

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
   * @throws IllegalArgumentException if a variable is given without a value
   * @throws org.longtail.pipelines.PipelineFault that names everything that is wrong with it
   */
  PipelineFile load() {
    variables.forEach(
        (name, value) -> {
          if (value.isBlank()) {
            throw new IllegalArgumentException(
                String.format(
                    Locale.ROOT,
                    "--set %s=%s: there is no value; give one, leave --set out for the file's own, or"
                        + " give %1$s=\"''\" for an empty text",
                    name,
                    value));
          }
        });
    return PipelineFile.load(file, variables);
  }

  /**
   * Where the store of a run of the file is.
   *
   * @param given what the command says, if it does
   */
  static StorePlace store(@Nullable String given, PipelineFile file) {
    return StorePlace.of(
        given != null ? given : file.options().getOrDefault("store", DEFAULT_STORE));
  }
}
