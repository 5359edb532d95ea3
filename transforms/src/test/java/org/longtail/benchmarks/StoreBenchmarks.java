package org.longtail.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of the store and prints what they came to. */
public final class StoreBenchmarks {

  private static final double MEDIAN = 50;

  private StoreBenchmarks() {}

  public static void main(String[] arguments) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(WeightsBenchmark.class.getName())
            .include(LookupBenchmark.class.getName())
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    double copy = median(results, WeightsBenchmark.COPY);
    System.out.printf(
        Locale.ROOT,
        "ResNet-152's weights, beside a copy of the file with its sha256 (median %.0f ms):%n"
            + "  write with sha256  %.2f times as long%n"
            + "  read with sha256   %.2f times as long%n"
            + "Key and lookup of a step in a folder: %.3f ms%n",
        copy,
        median(results, WeightsBenchmark.WRITE) / copy,
        median(results, WeightsBenchmark.READ) / copy,
        median(results, LookupBenchmark.LOOKUP));
  }

  private static double median(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .map(RunResult::getPrimaryResult)
        .filter(result -> result.getLabel().equals(benchmark))
        .mapToDouble(result -> result.getStatistics().getPercentile(MEDIAN))
        .findFirst()
        .orElseThrow();
  }
}
