package org.longtail.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Objects;

/**
 * Runs {@link SmallPipeline} in a process as there are elsewhere: its digits are not the western
 * ones, its time zone is no whole number of hours away, and it names files in ASCII.
 */
final class ElsewhereProcess {

  private ElsewhereProcess() {}

  /**
   * Runs the pipeline.
   *
   * @param arguments the store's folder and that of the data
   */
  public static void main(String[] arguments) {
    assertThat(DecimalFormatSymbols.getInstance(Locale.getDefault()).getZeroDigit()).isEqualTo('٠');
    Path data = Path.of(arguments[1]);
    FinishedRun.ofDirectRunner(
        Path.of(arguments[0]), pipeline -> SmallPipeline.addTo(pipeline, data));
  }

  /** Starts the process and waits for its end. */
  static void run(Path store, Path data) throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Duser.language=ar",
            "-Duser.country=EG",
            "-Duser.timezone=Asia/Kathmandu",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            ElsewhereProcess.class.getName(),
            store.toString(),
            data.toString());
    java.environment().put("LC_ALL", "C");
    Process process = java.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
  }
}
