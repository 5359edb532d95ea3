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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;

/** Two runs find the same damage at the same time. */
@Timeout(60) // a run that waits for ever
class DamagedStepRaceTest {

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

  /** A store that tells of damage, and then waits before it goes on. */
  private static final class SlowStore extends ForwardingStore {
    private final CountDownLatch found = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    SlowStore(ArtifactStore store) {
      super(store);
    }

    @Override
    public Optional<String> damage(Manifest manifest) {
      Optional<String> damage = super.damage(manifest);
      found.countDown();
      await(goOn);
      return damage;
    }
  }

  @Test
  void whatOneHasMendedTheOtherDoesNotSetAside(@TempDir Path root)
      throws IOException, ExecutionException, InterruptedException {
    ArtifactStore store = ArtifactStores.open(root.toString());
    Manifest manifest = run(store);
    Files.delete(root.resolve(manifest.stepKey().folder()).resolve("sum.txt"));
    SlowStore slow = new SlowStore(store);

    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Manifest> slowRun = thread.submit(() -> run(slow));
      slow.found.await();
      run(store);
      slow.goOn.countDown();
      slowRun.get();
    } finally {
      thread.shutdownNow();
    }

    assertThat(computed).hasValue(2);
    try (Stream<Path> aside = Files.list(root.resolve("damaged/Constant"))) {
      assertThat(aside).hasSize(1);
    }
  }

  private Manifest run(ArtifactStore store) throws IOException {
    return step.run(
        Map.of(), store, new StepReporter("one", "default", Optional.empty()), StepOptions.none());
  }
}
