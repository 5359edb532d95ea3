package org.longtail.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What arrays, mapped files and the engine leave behind would be seen as memory of the process. */
@EnabledOnOs(OS.LINUX)
class MemoryGrowthIT {

  /** Less than a tenth of what is left behind if each step keeps a copy of the weights. */
  private static final long ALLOWED_KIBIBYTES = 10 << 10;

  @Test
  void neitherAThousandTrainingStepsNorAHundredStepsOfPipelinesAddMemory(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(growth(folder))
        .containsOnlyKeys("training steps", "steps of pipelines")
        .allSatisfy((work, kibibytes) -> assertThat(kibibytes).isLessThan(ALLOWED_KIBIBYTES));
  }

  /** The heap has its full size from the beginning, so that it does not count. */
  private static Map<String, Long> growth(Path folder) throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms512m",
            "-Xmx512m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            MemoryGrowth.class.getName(),
            folder.toString());
    java.environment().put("MALLOC_ARENA_MAX", "2");
    // What is freed goes back to the system, instead of staying where it lies between other memory.
    java.environment().put("MALLOC_MMAP_THRESHOLD_", "65536");
    Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed
        .lines()
        .filter(line -> line.endsWith(" KiB"))
        .map(line -> line.split("[: ]+(?=[-0-9])"))
        .collect(
            Collectors.toMap(line -> line[0], line -> Long.parseLong(line[1].replace(" KiB", ""))));
  }
}
