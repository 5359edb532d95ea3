package org.longtail.runners.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.longtail.schemas.FilePath;

/** Starts the processes of a cluster, with this program's own Java and class path. */
final class FlinkProcess {

  private static final String LOGGING =
      """
      <configuration>
        <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
          <encoder>
            <charset>UTF-8</charset>
            <pattern>%d{ISO8601} %-5level [%thread] %logger{36} - %msg%n</pattern>
          </encoder>
        </appender>
        <root level="INFO"><appender-ref ref="stdout"/></root>
      </configuration>
      """;

  private final Path folder;

  FlinkProcess(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts a process that outlives this one. What it prints goes to {@code log/<name>.log}.
   *
   * @param main class whose main method it runs
   * @param options for Java, which go before those that every process has
   * @param environment variables beside those of this process
   */
  Process start(
      String name, String main, Path conf, List<String> options, Map<String, String> environment)
      throws IOException {
    Path logging = Files.writeString(conf.resolve("logback.xml"), LOGGING);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-Dfile.encoding=UTF-8",
            "-Dlogback.configurationFile=" + logging,
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(options);
    command.addAll(List.of(main, "--configDir", conf.toString()));
    Path log = Files.createDirectories(folder.resolve("log")).resolve(name + ".log");
    ProcessBuilder process = new ProcessBuilder(command);
    Map<String, String> defaults = new HashMap<>();
    defaults.put("MALLOC_ARENA_MAX", "2");
    defaults.put("OMP_WAIT_POLICY", "PASSIVE");
    defaults.forEach(process.environment()::putIfAbsent);
    if (FilePath.encoding().equals(StandardCharsets.US_ASCII)) {
      // As the launcher does: a pipeline that comes later may have files with other names.
      process.environment().put("LC_ALL", "C.UTF-8");
    }
    process.environment().putAll(environment);
    process.redirectErrorStream(true);
    process.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    process.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return process.start();
  }
}
