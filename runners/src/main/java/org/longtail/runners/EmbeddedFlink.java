package org.longtail.runners;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.longtail.learning.DeviceChoice;
import org.longtail.schemas.arrow.Compression;
import org.longtail.transforms.step.LongtailOptions;

/**
 * A Flink cluster inside this process, which lives as long as one pipeline runs. It survives that
 * the process is stopped for hours and goes on, and listens to nobody but this machine.
 *
 * <p>One slot is enough: a step uses every core by itself, and the engine can collect the gradients
 * of only one network at a time in a process.
 */
final class EmbeddedFlink {

  private static final String CONFIGURATION = "config.yaml";
  private static final String EMBEDDED = "[local]";
  private static final long STACK_BYTES = 256L << 20;
  private static final Pattern WORD_START = Pattern.compile("_([a-z])");

  private EmbeddedFlink() {}

  /**
   * An empty pipeline that runs on the embedded cluster.
   *
   * @param fileOptions Beam options of the pipeline file, in snake or camel case; they go before
   *     the ones set here, but for the store and the run
   * @throws IllegalArgumentException if an option has no such value
   */
  static Pipeline pipeline(Map<String, String> fileOptions, StorePlace store, String run) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("flinkMaster", EMBEDDED);
    options.put("parallelism", "1");
    // DataStream is the translation that later Flink versions keep.
    options.put("useDataStreamForBatch", "true");
    options.put("streaming", "false");
    options.put("attachedMode", "true");
    options.put("fasterCopy", "true");
    options.put("jobName", jobName(run));
    fileOptions.forEach((name, value) -> options.put(camelCase(name), value));
    FlinkPipelineOptions flink =
        PipelineOptionsFactory.fromArgs(
                options.entrySet().stream()
                    .map(
                        option ->
                            String.format(
                                Locale.ROOT, "--%s=%s", option.getKey(), option.getValue()))
                    .toArray(String[]::new))
            .withoutStrictParsing()
            .as(FlinkPipelineOptions.class);
    flink.setRunner(FlinkRunner.class);
    LongtailOptions longtail = flink.as(LongtailOptions.class);
    Compression.of(longtail.getCompression()); // a wrong one is told before anything runs
    DeviceChoice.of(longtail.getDevice());
    longtail.setStore(store.uri());
    longtail.setRun(run);
    return Pipeline.create(flink);
  }

  /**
   * Runs a pipeline to its end.
   *
   * @param place where
   * @throws java.util.concurrent.CompletionException if the pipeline fails
   */
  static void run(Pipeline pipeline, FlinkPlace place) {
    configured(pipeline, place, () -> pipeline.run().waitUntilFinish());
  }

  /**
   * Submits a pipeline to a cluster, and does not wait for its end.
   *
   * @param place the cluster
   * @throws java.util.concurrent.CompletionException if it cannot be submitted
   */
  static void submit(Pipeline pipeline, FlinkPlace place) {
    pipeline.getOptions().as(FlinkPipelineOptions.class).setAttachedMode(false);
    configured(pipeline, place, pipeline::run);
  }

  private static void configured(Pipeline pipeline, FlinkPlace place, Runnable job) {
    FlinkPipelineOptions options = pipeline.getOptions().as(FlinkPipelineOptions.class);
    try (FlinkFolder folder = FlinkFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      configure(options, place, folder.path());
      if (stagesFolders(options)) {
        // Beam makes a file of a folder of classes, which another run at the same time may not
        // read before it is whole.
        options.setTempLocation(folder.path().toString());
      }
      onDeepStack(job);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write Flink's configuration", e);
    }
  }

  /**
   * Writes Flink's configuration.
   *
   * @param place where the pipeline runs
   * @param folder where it goes, and what Flink keeps while it runs
   */
  static void configure(FlinkPipelineOptions options, FlinkPlace place, Path folder)
      throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(EmbeddedFlink.class.getResourceAsStream(CONFIGURATION))) {
      String fixed = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> others =
          new LinkedHashMap<>(
              options.getFlinkMaster().equals(EMBEDDED)
                  ? ClosedRest.options(folder)
                  : place.clientOptions());
      others.put("io.tmp.dirs", folder.toString());
      others.put("web.tmpdir", folder.toString());
      Files.writeString(
          folder.resolve(CONFIGURATION),
          others.entrySet().stream()
              .map(
                  option ->
                      String.format(
                          Locale.ROOT,
                          "%s: '%s'\n",
                          option.getKey(),
                          option.getValue().replace("'", "''")))
              .collect(Collectors.joining("", fixed, "")));
      options.setFlinkConfDir(folder.toString());
    }
  }

  private static boolean stagesFolders(FlinkPipelineOptions options) {
    List<String> files = options.getFilesToStage();
    return files != null && files.stream().anyMatch(file -> Files.isDirectory(Path.of(file)));
  }

  /** Flink copies a job by recursion along its edges: a long chain of steps goes deep. */
  private static void onDeepStack(Runnable job) {
    CompletableFuture.runAsync(
            job, work -> new Thread(null, work, "longtail-job", STACK_BYTES).start())
        .join();
  }

  /** Under which name a cluster shows a run. */
  static String jobName(String run) {
    return "longtail-" + run;
  }

  private static String camelCase(String name) {
    return WORD_START.matcher(name).replaceAll(start -> start.group(1).toUpperCase(Locale.ROOT));
  }
}
