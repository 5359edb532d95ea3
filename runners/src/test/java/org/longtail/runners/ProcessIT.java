package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own. */
class ProcessIT {

  private final Path folder;

  ProcessIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatLibrariesPrintGoesToTheLogAndNotToTheConsole() throws IOException, InterruptedException {
    NumberPipeline pipeline = new NumberPipeline(folder);

    int exitCode =
        run("run", pipeline.file(), "--store", pipeline.store(), "--run", "noisy", "--json");

    assertThat(exitCode).isZero();
    assertThat(Files.readAllLines(folder.resolve("out")))
        .singleElement()
        .asString()
        .startsWith("{\"run\":\"noisy\"");
    assertThat(Files.readAllLines(folder.resolve("err")))
        .allMatch(line -> line.matches("(Plan|Two|Three|Sum|Run|Log).*"))
        .anyMatch(line -> line.startsWith("Sum: done"));
    assertThat(pipeline.runFolder("noisy").resolve("log.txt"))
        .content()
        .contains("noise on standard output")
        .contains("noise on standard error");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC}) // elsewhere a process cannot be told to end
  void anInterruptedRunSaysHowToGoOn() throws IOException, InterruptedException {
    NumberPipeline pipeline = new NumberPipeline(folder);
    String file = pipeline.waitingFile();
    Process process = start("run", file, "--store", pipeline.store(), "--run", "cut");
    Awaitility.await()
        .atMost(1, TimeUnit.MINUTES)
        .until(() -> Files.readString(folder.resolve("err")).contains("Meeting/part 0: started"));

    process.destroy();

    assertThat(process.waitFor()).isNotZero();
    assertThat(folder.resolve("err"))
        .content()
        .contains("Run cut is interrupted.")
        .contains("To go on from here")
        .contains("longtail run " + file + " --store " + pipeline.store());
    assertThat(pipeline.runFolder("cut").resolve("run.json")).content().contains("interrupted");
  }

  @Test
  void aStoreThatIsRemovedInMidRunIsNamedAsThat() throws IOException, InterruptedException {
    NumberPipeline pipeline = new NumberPipeline(folder);
    Process process =
        start(
            List.of("-Dlongtail.test.seconds=10"),
            "run",
            pipeline.waitingFile(),
            "--store",
            pipeline.store(),
            "--run",
            "lost");
    Awaitility.await()
        .atMost(1, TimeUnit.MINUTES)
        .until(() -> Files.readString(folder.resolve("err")).contains("Meeting/part 0: started"));

    Files.move(Path.of(pipeline.store()), folder.resolve("elsewhere"));

    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILED);
    assertThat(folder.resolve("err"))
        .content()
        .contains(pipeline.store() + ", or run lost in it, was removed while the run went on");
  }

  private int run(String... args) throws IOException, InterruptedException {
    return start(args).waitFor();
  }

  private Process start(String... args) throws IOException {
    return start(List.of("-Dlongtail.test.noise=true"), args);
  }

  private Process start(List<String> jvm, String... args) throws IOException {
    ProcessBuilder java = new ProcessBuilder(LongtailProcess.command(jvm, args));
    java.redirectOutput(folder.resolve("out").toFile());
    java.redirectError(folder.resolve("err").toFile());
    return java.start();
  }
}
