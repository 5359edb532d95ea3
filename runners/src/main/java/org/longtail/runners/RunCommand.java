package org.longtail.runners;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.PipelineFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code longtail run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs a pipeline file on a Flink cluster inside this process, or on one elsewhere.",
      "Steps that are in the store already are taken from there."
    },
    footer = {
      "",
      "Examples:",
      "  longtail run pipelines/examples/quickstart.yaml --set seed=7 --json",
      "  longtail run pipelines/examples/quickstart.yaml --set gamma_medium=0.6 --explain",
      "  longtail run pipelines/examples/quickstart.yaml --force SweepMany --dry-run",
      "  longtail run mine.yaml --require 'few>=30' --require 'all>=main:all' --junit run.xml",
      "  longtail run mine.yaml --store gs://bucket/prefix --runner flink --flink-master host:8081",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 the command or the file is wrong, 3 done, but a",
      "requirement is not met."
    })
final class RunCommand implements Callable<Integer> {

  private final Console console;
  private final List<String> commandLine;

  @Mixin private PipelineArguments arguments = new PipelineArguments();

  @Option(names = "--store", paramLabel = "DIR", description = PipelineArguments.STORE)
  private @Nullable String store;

  @Option(
      names = "--explain",
      description = "Print the whole plan before it starts: what runs, and why.")
  private boolean explain;

  @Mixin private RunArguments run = new RunArguments();

  /** The command, to be filled in from the whole command line. */
  RunCommand(Console console, String... commandLine) {
    this.console = console;
    this.commandLine = List.of(commandLine);
  }

  @Override
  public Integer call() throws IOException {
    PipelineFile file = arguments.load();
    StorePlace place = PipelineArguments.store(store, file);
    RunOrder order =
        new RunOrder(
            file,
            file.rendered(),
            arguments.variables(),
            place,
            run.runName(),
            run.force(),
            null,
            run.flink());
    return new Execution(console, run, commandLine)
        .of(
            order,
            new RunHistory(place)
                .latestOf(file.path())
                .map(latest -> latest.earlier(UnaryOperator.identity())),
            explain);
  }
}
