package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStores;

/** Whom a run inside its process listens to. */
class ListeningIT {

  @BeforeEach
  void assumeThatSocketsAreTold() {
    assumeThat(ListeningSockets.told()).as("this machine has /proc/*/net/tcp").isTrue();
  }

  @Test
  void aRunListensToNobodyButItsOwnMachine(@TempDir Path folder)
      throws IOException, InterruptedException {
    NumberPipeline pipeline = new NumberPipeline(folder);
    Process run =
        new ProcessBuilder(
                LongtailProcess.run(
                    List.of(), Path.of(pipeline.waitingFile()), Path.of(pipeline.store()), "r"))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      RunFolder log = ArtifactStores.open(pipeline.store()).run("r");
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(() -> log.events(0).stream().anyMatch(ListeningIT::partHasBegun));

      assertThat(ListeningSockets.of(run.pid())).allMatch(InetAddress::isLoopbackAddress);
    } finally {
      run.destroyForcibly().waitFor();
    }
  }

  private static boolean partHasBegun(RunEvent event) {
    return event instanceof RunEvent.Started && event.step().startsWith("Meeting/");
  }

  @Test
  void aProcessThatListensToEveryoneIsFound() throws IOException {
    try (ServerSocket everyone = new ServerSocket(0)) {
      assertThat(everyone.isBound()).isTrue();
      assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
          .anyMatch(InetAddress::isAnyLocalAddress);
    }
  }

  @Test
  void aProcessThatListensToItsOwnMachineIsFound() throws IOException {
    try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(own.isBound()).isTrue();
      assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
          .anyMatch(InetAddress::isLoopbackAddress);
    }
  }
}
