package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.arrow.Checkpoint;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;

@Tag("elsewhere")
class StoredCheckpointsTest {

  private static final StepKey KEY = StepKey.of("Total", "1.0.0", Map.of(), Map.of());

  private final ArtifactStore store;
  private final RunFolder run;

  StoredCheckpointsTest(@TempDir Path root) {
    this.store = ArtifactStores.open(root.toString());
    this.run = store.run("r");
  }

  @Test
  void aBuildGoesOnFromWhatTheOneBeforeKept() throws IOException {
    keep("code", 1);
    keep("code", 2);

    try (StepBuild build = store.build(KEY)) {
      assertThat(checkpoints(build, "code").last("train"))
          .hasValueSatisfying(last -> assertThat(last.epoch()).isEqualTo(2));
    }
    assertThat(run.events(0))
        .last()
        .isInstanceOfSatisfying(
            RunEvent.Resumed.class, resumed -> assertThat(resumed.epoch()).isEqualTo(2));
  }

  @Test
  void anotherTrainingOfTheStepDoesNotGoOnFromIt() throws IOException {
    keep("code", 1);

    try (StepBuild build = store.build(KEY)) {
      assertThat(checkpoints(build, "code").last("retrain")).isEmpty();
    }
  }

  @Test
  void aCheckpointOfOtherCodeIsNotGoneOnFrom() throws IOException {
    keep("older code", 1);

    try (StepBuild build = store.build(KEY)) {
      assertThat(checkpoints(build, "code").last("train")).isEmpty();
    }
    assertThat(run.events(0))
        .last()
        .isInstanceOfSatisfying(
            RunEvent.NotResumed.class,
            lost -> assertThat(lost.reason()).contains("epoch 1").contains("another build"));
  }

  @Test
  void aCheckpointWithAValueThatIsNoNumberIsNotGoneOnFrom() throws IOException {
    Tensor broken = new Tensor("fc.bias", new long[] {2}, new float[] {1, Float.NaN});
    try (StepBuild build = store.build(KEY)) {
      checkpoints(build, "code")
          .keep(new Checkpoint("train", 1, 0.5, List.of(broken), List.of(), List.of()));
    }

    try (StepBuild build = store.build(KEY)) {
      assertThat(checkpoints(build, "code").last("train")).isEmpty();
    }
    assertThat(run.events(0))
        .last()
        .isInstanceOfSatisfying(
            RunEvent.NotResumed.class,
            lost ->
                assertThat(lost.reason())
                    .contains(".arrow: tensor 'weights.fc.bias' is NaN at position 1"));
  }

  private void keep(String code, int epoch) throws IOException {
    try (StepBuild build = store.build(KEY)) {
      checkpoints(build, code).keep(checkpoint(epoch));
    }
  }

  private StoredCheckpoints checkpoints(StepBuild build, String code) throws IOException {
    return new StoredCheckpoints(build, code, new StepReporter("Sum", "default", Optional.of(run)));
  }

  private static Checkpoint checkpoint(int epoch) {
    Tensor tensor = new Tensor("fc.bias", new long[] {1}, new float[] {epoch});
    return new Checkpoint("train", epoch, 0.5, List.of(tensor), List.of(tensor), List.of());
  }
}
