package org.longtail.runners;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.longtail.learning.DeviceChoice;
import org.longtail.runners.cluster.ClusterKeys;
import org.longtail.runners.cluster.FlinkMaster;
import org.longtail.runners.cluster.FlinkRest;
import org.longtail.transforms.step.LongtailOptions;

/**
 * Which Flink runs a pipeline.
 *
 * @param master a cluster; nothing for the one inside this process
 * @param parallelism how many steps run at a time on a cluster; 0 for as many as it has slots
 * @param device where networks live, if it is said other than in the file
 */
record FlinkPlace(Optional<FlinkMaster> master, int parallelism, Optional<String> device) {

  /** The cluster inside this process. */
  static final FlinkPlace EMBEDDED = new FlinkPlace(Optional.empty(), 0, Optional.empty());

  /**
   * What a cluster has of its own: Flink, and whatever brings native libraries along, which a
   * process can load only once.
   */
  private static final Pattern OF_THE_CLUSTER =
      Pattern.compile("(flink-|pytorch-|jna-|zstd-jni-|logback-|slf4j-|snappy-java-).*\\.jar");

  /** What the cluster tells; to be asked only where there is one. */
  FlinkRest rest() {
    return master.orElseThrow().rest();
  }

  /** Flink's options for whoever talks to the cluster. */
  Map<String, String> clientOptions() {
    return master.flatMap(FlinkMaster::keys).map(ClusterKeys::clientOptions).orElse(Map.of());
  }

  /**
   * Makes a pipeline run here.
   *
   * @throws IllegalArgumentException if there is no such cluster
   */
  void applyTo(FlinkPipelineOptions options) {
    device.ifPresent(
        given -> {
          DeviceChoice.of(given); // a wrong one is told before anything runs
          options.as(LongtailOptions.class).setDevice(given);
        });
    if (master.isEmpty()) {
      return;
    }
    int slots = rest().slots();
    options.setFlinkMaster(master.get().address());
    options.setParallelism(parallelism > 0 ? parallelism : Math.max(1, slots));
    options.setFilesToStage(jobFiles(program(), System.getProperty("java.class.path")));
  }

  /**
   * The jar that is made for clusters when the program is packaged, and what else is on the class
   * path, such as a jar with steps of one's own. Where there is no such jar, the whole class path:
   * the same classes, but each file costs a tenth of a second.
   *
   * @param program where the program's own classes are
   * @param classPath that the program runs with
   */
  static List<String> jobFiles(Path program, String classPath) {
    Stream<String> needed =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> !OF_THE_CLUSTER.matcher(name(entry)).matches());
    Path made = program.resolveSibling("longtail-job.jar");
    if (!Files.isRegularFile(made)) {
      return needed.toList();
    }
    Path packed = program.resolveSibling("lib");
    Stream<String> others =
        needed
            .filter(entry -> !Path.of(entry).equals(program))
            .filter(entry -> !Files.exists(packed.resolve(name(entry))));
    return Stream.concat(Stream.of(made.toString()), others).toList();
  }

  private static String name(String entry) {
    return Path.of(entry).getFileName().toString();
  }

  private static Path program() {
    try {
      return Path.of(FlinkPlace.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is no file", e);
    }
  }
}
