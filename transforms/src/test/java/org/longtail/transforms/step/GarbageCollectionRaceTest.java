package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StepRemoval;
import org.longtail.schemas.upkeep.GarbageCollection;

/** A run looks for a step while the store is cleared up; each order of events is forced. */
@Timeout(60) // one that waits for ever
class GarbageCollectionRaceTest {

  private static final StepType TYPE =
      new StepType(
          "Constant", "1.0.0", "Writes a number.", List.of(), List.of(Total.TYPE.outputs().get(0)));

  private final AtomicInteger computed = new AtomicInteger();
  private final MemoizedStep<String> step =
      new MemoizedStep<>(
          TYPE,
          "",
          Map.of(),
          Work.of(
              context -> {
                computed.incrementAndGet();
                Files.writeString(context.output("sum", "sum.txt"), "1");
              }));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ArtifactStore store;

  /** Where one of the two waits, and how the other gets to know. */
  private static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void pass() {
      reached.countDown();
      ForwardingStore.await(open);
    }

    void awaitReached() {
      ForwardingStore.await(reached);
    }

    void open() {
      open.countDown();
    }
  }

  GarbageCollectionRaceTest(@TempDir Path root) {
    this.store = ArtifactStores.open(root.toString());
  }

  /** By a run that is over, and goes. */
  @BeforeEach
  void finishTheStepInAnEarlierRun() throws IOException {
    run(store, "earlier");
    store.run("earlier").write("run.json", "{\"status\": \"done\", \"started\": \"2026-01-31\"}");
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void aRunThatIsAboutToLookFindsTheStep() throws ExecutionException, InterruptedException {
    Gate beforeTheLook = new Gate();
    ArtifactStore slow =
        new ForwardingStore(store) {
          @Override
          public Optional<Manifest> find(StepKey key) {
            beforeTheLook.pass();
            return super.find(key);
          }
        };

    try (RunHold hold = store.run("going on").hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      Future<Manifest> run = threads.submit(() -> run(slow, "going on"));
      beforeTheLook.awaitReached();
      collect(store);
      beforeTheLook.open();
      run.get();
    }

    assertThat(computed).hasValue(1);
    assertThat(lastEvent("going on")).isInstanceOf(RunEvent.Finished.class);
  }

  @Test
  void aRunThatLooksWhileTheManifestIsAwayFindsItPutBack()
      throws ExecutionException, InterruptedException {
    Gate manifestIsAway = new Gate();
    ArtifactStore slow =
        new ForwardingStore(store) {
          @Override
          public Optional<StepRemoval> beginRemoval(StepKey key) {
            Optional<StepRemoval> removal = super.beginRemoval(key);
            manifestIsAway.pass();
            return removal;
          }
        };
    CountDownLatch missed = new CountDownLatch(1);

    try (RunHold hold = store.run("going on").hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      Future<?> collection = threads.submit(() -> collect(slow));
      manifestIsAway.awaitReached();
      Future<Manifest> run = threads.submit(() -> run(tellingOfAMiss(missed), "going on"));
      missed.await();
      manifestIsAway.open();
      collection.get();
      run.get();
    }

    assertThat(computed).hasValue(1);
  }

  @Test
  void aRunThatComesAfterTheDecisionComputesTheStepAgain()
      throws ExecutionException, InterruptedException {
    Gate decided = new Gate();
    ArtifactStore slow =
        new ForwardingStore(store) {
          @Override
          public Optional<StepRemoval> beginRemoval(StepKey key) {
            return super.beginRemoval(key).map(removal -> slowly(removal, decided));
          }
        };
    CountDownLatch missed = new CountDownLatch(1);

    try (RunHold hold = store.run("going on").hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      Future<?> collection = threads.submit(() -> collect(slow));
      decided.awaitReached();
      Future<Manifest> run = threads.submit(() -> run(tellingOfAMiss(missed), "going on"));
      missed.await();
      decided.open();
      collection.get();

      assertThat(store.damage(run.get())).isEmpty();
    }
    assertThat(computed).hasValue(2);
  }

  @Test
  void aRunThatBeginsDuringTheCollectionKeepsWhatItFound()
      throws IOException, ExecutionException, InterruptedException {
    Gate beforeAnythingIsTaken = new Gate();
    ArtifactStore slow =
        new ForwardingStore(store) {
          @Override
          public Optional<StepRemoval> beginRemoval(StepKey key) {
            beforeAnythingIsTaken.pass();
            return super.beginRemoval(key);
          }
        };

    Future<?> collection = threads.submit(() -> collect(slow));
    beforeAnythingIsTaken.awaitReached();
    Manifest found = run(store, "new");
    beforeAnythingIsTaken.open();
    collection.get();

    assertThat(store.find(found.stepKey())).isPresent();
    assertThat(computed).hasValue(1);
  }

  private static StepRemoval slowly(StepRemoval removal, Gate gate) {
    return new StepRemoval() {
      @Override
      public void finish() {
        gate.pass();
        removal.finish();
      }

      @Override
      public void close() {
        removal.close();
      }
    };
  }

  private ArtifactStore tellingOfAMiss(CountDownLatch missed) {
    return new ForwardingStore(store) {
      @Override
      public Optional<Manifest> find(StepKey key) {
        Optional<Manifest> found = super.find(key);
        if (found.isEmpty()) {
          missed.countDown();
        }
        return found;
      }
    };
  }

  private Manifest run(ArtifactStore through, String name) throws IOException {
    return step.run(
        Map.of(),
        through,
        new StepReporter("one", "default", Optional.of(store.run(name))),
        StepOptions.none());
  }

  private static void collect(ArtifactStore through) {
    GarbageCollection.collect(through, new GarbageCollection.Plan(0, false, false));
  }

  private RunEvent lastEvent(String run) {
    List<RunEvent> events = store.run(run).events(0);
    return events.get(events.size() - 1);
  }
}
