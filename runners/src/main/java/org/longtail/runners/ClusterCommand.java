package org.longtail.runners;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longtail cluster}. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs a Flink cluster on this machine, each of its parts a process of its own.",
    footer = {
      "",
      "Example:",
      "  longtail cluster start --task-managers 2",
      "  longtail cluster status --json",
      "  longtail cluster stop"
    })
final class ClusterCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
