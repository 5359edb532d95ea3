package org.longtail.runners;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.longtail.pipelines.PipelineFault;
import org.longtail.schemas.FilePath;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line.
 *
 * <pre>{@code
 * longtail run pipelines/examples/quickstart.yaml
 * }</pre>
 */
@Command(
    name = "longtail",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Decoupled Optimisation for long-tailed image classification.",
    footer = {
      "",
      "Example:",
      "  longtail run pipelines/examples/quickstart.yaml",
      "",
      "'longtail COMMAND --help' tells more about a command."
    })
public final class Longtail {

  private Longtail() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // For libraries that write numbers for a person and take no locale: progress bars, help texts.
    Locale.setDefault(Locale.ROOT);
    System.exit(execute(Console.ofProcess(), args));
  }

  /** Runs a command; gives its exit code. */
  static int execute(Console console, String... args) {
    return new CommandLine(new Longtail())
        .addSubcommand(new RunCommand(console, args))
        .addSubcommand(new PlanCommand(console))
        .addSubcommand(new ReplayCommand(console, args))
        .addSubcommand(new WatchCommand(console))
        .addSubcommand(new RunsCommand(console))
        .addSubcommand(new ShowCommand(console))
        .addSubcommand(new CompareCommand(console))
        .addSubcommand(new LineageCommand(console))
        .addSubcommand(new ValidateCommand(console))
        .addSubcommand(new TransformsCommand(console))
        .addSubcommand(new ExpansionServiceCommand(console))
        .addSubcommand(new ResultsCommand(console, args))
        .addSubcommand(
            new CommandLine(new StoreCommand())
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new CollectCommand(console)))
        .addSubcommand(
            new CommandLine(new ClusterCommand())
                .addSubcommand(new ClusterStartCommand(console))
                .addSubcommand(new ClusterStatusCommand(console))
                .addSubcommand(new ClusterStopCommand(console)))
        .addSubcommand(new SubsetCommand(console))
        .setOut(console.out())
        .setErr(console.err())
        .registerConverter(Path.class, Longtail::path)
        .setExecutionExceptionHandler(
            (thrown, command, parsed) -> {
              console.line(reason(thrown));
              return exitCode(thrown);
            })
        .execute(args);
  }

  private static Path path(String given) {
    try {
      return FilePath.of(given);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** What was given wrongly is told apart from what failed by its type. */
  private static int exitCode(Exception thrown) {
    return thrown instanceof PipelineFault
            || thrown instanceof IllegalArgumentException
            || thrown instanceof NoSuchFileException
        ? ExitCode.WRONG
        : ExitCode.FAILED;
  }

  /** Every fault of a file has its own line; anything else is said in short. */
  private static String reason(Exception thrown) {
    return thrown instanceof PipelineFault
        ? String.valueOf(thrown.getMessage())
        : "longtail: " + FailureText.of(thrown);
  }
}
