package org.longtail.runners;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longtail store}. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks after an artifact store; pipelines may run meanwhile.",
    footer = {
      "",
      "Example:",
      "  longtail store verify",
      "",
      "  longtail store gc --keep-runs 5 --dry-run"
    })
final class StoreCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
