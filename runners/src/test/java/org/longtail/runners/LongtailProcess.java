package org.longtail.runners;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command line as a process of its own, on the tests' class path. */
final class LongtailProcess {

  private LongtailProcess() {}

  /**
   * The words that start it.
   *
   * @param jvm options of the virtual machine besides those that every one has
   * @param args of the command line
   */
  static List<String> command(List<String> jvm, String... args) {
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"));
    Stream<String> program = Stream.concat(jvm.stream(), Stream.of(Longtail.class.getName()));
    return Stream.concat(java, Stream.concat(program, Stream.of(args))).toList();
  }

  /**
   * The words that run a pipeline.
   *
   * @param more of the command line
   */
  static List<String> run(List<String> jvm, Path file, Path store, String run, String... more) {
    return Stream.concat(
            command(jvm, "run", file.toString(), "--store", store.toString(), "--run", run)
                .stream(),
            Stream.of(more))
        .toList();
  }
}
