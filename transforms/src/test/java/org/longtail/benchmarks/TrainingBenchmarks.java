package org.longtail.benchmarks;

import ai.djl.engine.Engine;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Trains on the processor, and on GPUs where there are some, and prints images per second. */
public final class TrainingBenchmarks {

  private static final double MEDIAN = 50;
  private static final double MILLIS = 1000;

  private TrainingBenchmarks() {}

  public static void main(String[] arguments) throws RunnerException {
    int gpus = Engine.getInstance().getGpuCount();
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(TrainingBenchmark.class.getName())
                    .param(
                        TrainingBenchmark.DEVICE,
                        gpus == 0 ? new String[] {"CPU"} : new String[] {"CPU", "GPU"})
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    double processor = imagesPerSecond(results, "CPU", "1");
    System.out.printf(
        Locale.ROOT,
        "A ResNet-32 in training, beside the processor with one replica (%.0f images/s); GPUs: %d%n",
        processor,
        gpus);
    results.stream()
        .map(RunResult::getParams)
        .sorted(
            Comparator.comparing(
                params ->
                    params.getParam(TrainingBenchmark.DEVICE)
                        + params.getParam(TrainingBenchmark.REPLICAS)))
        .forEach(
            params -> {
              String device = params.getParam(TrainingBenchmark.DEVICE);
              String replicas = params.getParam(TrainingBenchmark.REPLICAS);
              double speed = imagesPerSecond(results, device, replicas);
              System.out.printf(
                  Locale.ROOT,
                  "  %s, replicas %s: %.2f times as many (%.0f images/s)%n",
                  device,
                  replicas,
                  speed / processor,
                  speed);
            });
  }

  private static double imagesPerSecond(
      Collection<RunResult> results, String device, String replicas) {
    return results.stream()
        .filter(result -> result.getParams().getParam(TrainingBenchmark.DEVICE).equals(device))
        .filter(result -> result.getParams().getParam(TrainingBenchmark.REPLICAS).equals(replicas))
        .map(result -> result.getPrimaryResult().getStatistics().getPercentile(MEDIAN))
        .mapToDouble(millis -> TrainingBenchmark.IMAGES / millis * MILLIS)
        .findFirst()
        .orElseThrow();
  }
}
