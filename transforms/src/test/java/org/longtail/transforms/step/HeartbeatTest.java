package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.store.ArtifactStores;

class HeartbeatTest {

  @Test
  void givesSignsUntilItIsClosed() throws InterruptedException {
    CountDownLatch three = new CountDownLatch(3);
    AtomicInteger signs = new AtomicInteger();
    try (Heartbeat heartbeat =
        Heartbeat.start(
            Duration.ofMillis(1),
            () -> {
              signs.incrementAndGet();
              three.countDown();
            })) {
      assertThat(three.await(1, TimeUnit.MINUTES)).isTrue();
    }
    int atTheEnd = signs.get();

    assertThat(signs).hasValue(atTheEnd).hasValueGreaterThanOrEqualTo(3);
  }

  @Test
  void aStepThatEndsBeforeTheFirstSignGivesNone(@TempDir Path root) {
    var run = ArtifactStores.open(root.toString()).run("r");
    try (Heartbeat heartbeat = new StepReporter("Sum", "default", Optional.of(run)).heartbeat()) {
      assertThat(run.events(0)).isEmpty();
    }

    assertThat(run.events(0)).isEmpty();
  }
}
