package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.images.IdxSplit;
import org.longtail.images.LabelledImages;

/** A run that lacks memory or room on the disk says so, stores nothing by halves, and goes on. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ScarceResourcesIT {

  private static final int SIDE = 28;
  private static final int IMAGES = 50_000;

  /** In KiB: more than Flink unpacks, less than the images take in the store. */
  private static final int LARGEST_FILE = 36_000;

  private final Path folder;
  private final Path store;
  private final Path file;

  ScarceResourcesIT(@TempDir Path folder) {
    this.folder = folder;
    this.store = folder.resolve("store");
    this.file = folder.resolve("pipeline.yaml");
  }

  @BeforeEach
  void writePipeline() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    IdxSplit.TRAIN.write(images(IMAGES), data);
    IdxSplit.TEST.write(images(10), data);
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
        pipeline:
          transforms:
            - type: ReadImages
              name: Images
              config: {path: %s}
        """,
            data));
  }

  private static LabelledImages images(int count) {
    byte[][] pixels = new byte[count][SIDE * SIDE];
    IntStream.range(0, count).forEach(i -> pixels[i][i % SIDE] = (byte) 255);
    return new LabelledImages(
        1, SIDE, SIDE, IntStream.range(0, count).map(i -> i % 10).toArray(), pixels);
  }

  /** A file that may not grow ends as one on a full disk does. */
  @Test
  void aFileThatCannotBeWrittenFailsItsStepAndNothingElse()
      throws IOException, InterruptedException {
    String said =
        fail(String.format(Locale.ROOT, "ulimit -f %d; exec \"$@\"", LARGEST_FILE), "-Xmx512m");

    assertThat(said).contains("step Images: ").contains("File too large");
    assertTheRunGoesOn();
  }

  @Test
  void aHeapThatIsTooSmallIsNamed() throws IOException, InterruptedException {
    String said = fail("exec \"$@\"", "-Xmx40m");

    assertThat(said).contains("out of memory (Java heap space); give Java a larger heap");
    assertTheRunGoesOn();
  }

  /** Runs under a shell's limits; gives what the run said. */
  private String fail(String shell, String heap) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("bash", "-c", shell, "bash"));
    words.addAll(LongtailProcess.run(List.of(heap), file, store, "r"));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.FAILED);
    return said;
  }

  private void assertTheRunGoesOn() {
    CommandLineRun verified = CommandLineRun.of("store", "verify", "--store", store.toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    CommandLineRun again =
        CommandLineRun.of("run", file.toString(), "--store", store.toString(), "--run", "r");
    assertThat(again.exitCode()).as(again.err()).isZero();
  }
}
