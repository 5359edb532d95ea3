package org.longtail.runners;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.longtail.pipelines.PipelineFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code longtail validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Checks a pipeline file without running it.",
    footer = {
      "",
      "Example:",
      "  longtail validate pipelines/examples/quickstart.yaml --set seed=7",
      "",
      "Exit codes: 0 the file is right, 2 it is not."
    })
final class ValidateCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private PipelineArguments arguments = new PipelineArguments();

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PipelineFile file = arguments.load();
    console.line(
        String.format(Locale.ROOT, "%s: valid, %d transforms", file.path(), file.steps().size()));
    return ExitCode.DONE;
  }
}
