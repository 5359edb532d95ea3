package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a process that does not end
class ExitHookTest {

  @Test
  void aProcessDoesItsLastWorkBeforeItEnds() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread hook = ExitHook.of("last", () -> done.set(true));
    hook.start();
    hook.join();

    assertThat(done).isTrue();
  }

  @Test
  void aProcessEndsThoughItsLastWorkDoesNot() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Thread hook =
        ExitHook.of(
            "stuck",
            () -> {
              try {
                never.await();
                ended.set(true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            Duration.ofMillis(10));
    hook.start();
    hook.join();

    assertThat(ended).isFalse();
    never.countDown();
  }
}
