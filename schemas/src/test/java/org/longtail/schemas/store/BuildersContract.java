package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every artifact store keeps to when several build at once. */
@Timeout(60) // a builder that waits for ever
abstract class BuildersContract {

  private static final StoredStep STEP = StoredStep.named("one");
  private static final int BUILDERS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(BUILDERS);

  /** Opens the store of this test once more, as another process would. */
  abstract ArtifactStore open();

  @AfterEach
  final void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void aSecondBuilderWaitsUntilTheFirstIsDoneAndFindsItsManifest()
      throws InterruptedException, ExecutionException {
    CountDownLatch secondStarts = new CountDownLatch(1);
    Future<Boolean> secondFindsIt;
    try (StepBuild first = open().build(STEP.key())) {
      secondFindsIt =
          threads.submit(
              () -> {
                ArtifactStore store = open();
                secondStarts.countDown();
                try (StepBuild second = store.build(STEP.key())) {
                  return store.find(STEP.key()).isPresent();
                }
              });
      secondStarts.await();
      STEP.write(first);
      STEP.commit(first);
    }

    assertThat(secondFindsIt.get()).isTrue();
  }

  @Test
  void aSecondBuilderTakesOverWhenTheFirstGivesUp()
      throws InterruptedException, ExecutionException {
    Future<Manifest> second;
    try (StepBuild first = open().build(STEP.key())) {
      STEP.write(first);
      second = threads.submit(() -> STEP.commit(open()));
    }

    Manifest committed = second.get();
    assertThat(open().find(STEP.key())).contains(committed);
  }

  @Test
  void aBuilderThatWaitsCanBeCancelled() throws InterruptedException, ExecutionException {
    CompletableFuture<Thread> second = new CompletableFuture<>();
    try (StepBuild first = open().build(STEP.key())) {
      Future<Boolean> cancelled =
          threads.submit(
              () -> {
                second.complete(Thread.currentThread());
                assertThatThrownBy(() -> open().build(STEP.key()))
                    .isInstanceOf(CancellationException.class);
                return Thread.currentThread().isInterrupted();
              });
      second.get().interrupt();

      assertThat(cancelled.get()).isTrue();
      STEP.write(first);
      STEP.commit(first);
    }
  }

  @Test
  void onlyOneBuildsAtATime() throws InterruptedException, ExecutionException {
    AtomicInteger building = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(BUILDERS);
    List<Future<Integer>> builders = new ArrayList<>();
    for (int i = 0; i < BUILDERS; i++) {
      builders.add(threads.submit(() -> mostAtATime(start, building)));
    }

    for (Future<Integer> builder : builders) {
      assertThat(builder.get()).isEqualTo(1);
    }
  }

  private int mostAtATime(CyclicBarrier start, AtomicInteger building)
      throws InterruptedException, BrokenBarrierException {
    ArtifactStore store = open();
    int most = 0;
    start.await();
    for (int i = 0; i < 20; i++) {
      try (StepBuild build = store.build(STEP.key())) {
        most = Math.max(most, building.incrementAndGet());
        STEP.write(build);
        building.decrementAndGet();
      }
    }
    return most;
  }

  @Test
  void buildersOfDifferentStepsDoNotWaitForEachOther() {
    StoredStep other = StoredStep.named("other");

    try (StepBuild first = open().build(STEP.key());
        StepBuild second = open().build(other.key())) {
      STEP.write(first);
      other.write(second);
      assertThat(STEP.commit(first)).isNotEqualTo(other.commit(second));
    }
  }

  @Test
  void closingABuildTwiceDoesNotTouchTheNextOne() {
    StepBuild first = open().build(STEP.key());
    first.close();

    try (StepBuild second = open().build(STEP.key())) {
      STEP.write(second);
      first.close();
      STEP.commit(second);
    }

    assertThat(open().find(STEP.key())).isPresent();
  }
}
