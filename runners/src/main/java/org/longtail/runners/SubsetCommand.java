package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.longtail.images.LongTailedSubset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code longtail subset}. */
@Command(
    name = "subset",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Cuts a long-tailed training split and a balanced test split from a data set in IDX files.",
      "Class i of K keeps floor(n-max * (1/beta)^(i/(K-1))) training images."
    },
    footer = {
      "",
      "Example:",
      "  longtail subset --source fashion-mnist --out fashion-mnist-lt \\",
      "    --n-max 500 --beta 100 --test-per-class 50 --seed 1"
    })
final class SubsetCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the four original IDX files.")
  private Path source;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the subset's four files.")
  private Path out;

  @Option(
      names = "--n-max",
      paramLabel = "N",
      defaultValue = "500",
      description = "Training images of the first class. Default: ${DEFAULT-VALUE}.")
  private int largest;

  @Option(
      names = "--beta",
      paramLabel = "B",
      defaultValue = "100",
      description = "First class over last class. Default: ${DEFAULT-VALUE}.")
  private double beta;

  @Option(
      names = "--test-per-class",
      paramLabel = "N",
      defaultValue = "50",
      description = "Test images of every class. Default: ${DEFAULT-VALUE}.")
  private int testPerClass;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  SubsetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    long[] counts = new LongTailedSubset(largest, beta, testPerClass, seed).write(source, out);
    console.line(
        String.format(
            Locale.ROOT,
            "%s: %d training images (%s by class), %d test images",
            out,
            LongStream.of(counts).sum(),
            Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(", ")),
            (long) counts.length * testPerClass));
    return ExitCode.DONE;
  }
}
