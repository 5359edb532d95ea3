package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The engine's kernels on this machine, over the shapes that networks have: {@link KernelGrid}
 * looks at them in a process of its own, which a kernel may end.
 */
class KernelGridTest {

  @Test
  void noNetworkIsComputedByAKernelThatIsWrongHere() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "-Dai.djl.offline=true",
                    "-cp",
                    Objects.requireNonNull(System.getProperty("java.class.path")),
                    KernelGrid.class.getName()))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.strip()).endsWith(KernelGrid.DONE);
  }
}
