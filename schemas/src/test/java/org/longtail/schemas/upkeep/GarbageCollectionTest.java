package org.longtail.schemas.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StoreException;
import org.longtail.schemas.upkeep.GarbageCollection.Kind;
import org.longtail.schemas.upkeep.GarbageCollection.Plan;
import org.longtail.schemas.upkeep.GarbageCollection.Removed;
import org.longtail.schemas.upkeep.GarbageCollection.Report;

class GarbageCollectionTest {

  private final Path root;
  private final StoredSteps steps;
  private final ArtifactStore store;

  GarbageCollectionTest(@TempDir Path root) {
    this.root = root;
    this.steps = new StoredSteps(root);
    this.store = steps.store();
  }

  @Test
  void theNewestRunsAndWhatTheyReferToStay() {
    threeRuns();

    Report report = collect(2);

    assertThat(report.keptRuns()).containsExactly("third", "second");
    assertThat(report.keptSteps()).isEqualTo(2);
    assertThat(store.runs()).containsExactly("second", "third");
    assertThat(store.steps())
        .containsExactlyInAnyOrder(StoredSteps.key("shared"), StoredSteps.key("two"));
    assertThat(StoreVerification.verify(store, (done, total) -> {}).damage()).isEmpty();
  }

  @Test
  void whatIsRemovedIsToldWithItsSize() {
    threeRuns();
    long runBytes = store.run("first").bytes();
    long stepBytes = store.bytes(StoredSteps.key("one"));

    assertThat(collect(2).removed())
        .containsExactly(
            new Removed(Kind.RUN, "first", runBytes),
            new Removed(Kind.STEP, StoredSteps.key("one").toString(), stepBytes));
  }

  @Test
  void aDryRunTellsTheSameAndRemovesNothing() {
    threeRuns();

    Report dry = GarbageCollection.collect(store, new Plan(1, true, true));

    assertThat(store.runs()).hasSize(3);
    assertThat(store.steps()).hasSize(3);
    assertThat(dry).isEqualTo(GarbageCollection.collect(store, new Plan(1, true, false)));
  }

  @Test
  void keepingNoRunLeavesNoStep() {
    threeRuns();

    collect(0);

    assertThat(store.runs()).isEmpty();
    assertThat(store.steps()).isEmpty();
  }

  @Test
  void aStepThatNoRunRefersToGoes() {
    steps.commit("mine");
    steps.run("first", 1);

    assertThat(collect(1).keptSteps()).isZero();
  }

  @Test
  void aRunThatGoesOnStaysHoweverOldItIs() {
    threeRuns();

    try (RunHold hold = store.run("first").hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      Report report = collect(1);

      assertThat(report.keptRuns()).containsExactly("third", "first");
      assertThat(report.runsGoingOn()).containsExactly("first");
      assertThat(store.steps()).contains(StoredSteps.key("one"));
    }
  }

  @Test
  void aRunWhoseProcessDiedIsAsAnyOther() {
    threeRuns();
    store.run("first").hold().orElseThrow().close();
    store.run("first").write("run.json", "{\"status\": \"running\"}");

    assertThat(collect(2).keptRuns()).containsExactly("third", "second");
  }

  @Test
  void aRunOfWhichNothingTellsThatItEndedStays() {
    threeRuns();
    store.run("first").write("run.json", "{\"status\": \"running\"}");

    assertThat(collect(1).runsGoingOn()).containsExactly("first");
    assertThat(store.steps()).contains(StoredSteps.key("one"));
  }

  @Test
  void whatStartedOrFinishedIsReferredToByLogsOfEarlierVersions() {
    steps.commit("one");
    steps.commit("two");
    steps.run("first", 1);
    store
        .run("first")
        .append(
            new RunEvent.Started(
                "one", "default", 0, "GroupSampling", StoredSteps.key("one").digest(), "forced"));

    collect(1);

    assertThat(store.steps()).containsExactly(StoredSteps.key("one"));
  }

  @Test
  void aStepThatIsBeingBuiltStays() {
    try (StepBuild build = store.build(StoredSteps.key("one"))) {
      Files.createDirectories(root.resolve(StoredSteps.key("one").folder()));
      assertThat(build).isNotNull();

      assertThat(collect(0).removed()).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(store.steps()).containsExactly(StoredSteps.key("one"));
  }

  @Test
  void anUnfinishedStepThatNobodyBuildsGoes() throws IOException {
    steps.commit("one");
    Files.delete(steps.file("one", "manifest.json"));

    collect(0);

    assertThat(root.resolve(StoredSteps.key("one").folder())).doesNotExist();
  }

  @Test
  void whatWasSetAsideAndWhatBuildsLeftStayUnlessItIsAskedFor() throws IOException {
    leaveOver();

    assertThat(collect(0).removed()).isEmpty();
    assertThat(store.leftovers()).hasSize(2);
  }

  @Test
  void whatWasSetAsideAndWhatBuildsLeftGoesIfItIsAskedFor() throws IOException {
    leaveOver();

    Report report = GarbageCollection.collect(store, new Plan(0, true, false));

    assertThat(report.removed())
        .extracting(Removed::kind)
        .containsExactly(Kind.DAMAGED, Kind.BUILD);
    assertThat(store.leftovers()).isEmpty();
  }

  @Test
  void aLogThatCannotBeReadStopsIt() throws IOException {
    threeRuns();
    Path log = Files.writeString(root.resolve("runs/third/events.jsonl"), "torn\n");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> collect(1))
        .withMessageStartingWith(log + " is damaged");
    assertThat(store.steps()).hasSize(3);
  }

  @Test
  void manyStepsAreRemovedInParts() {
    for (int i = 0; i < 205; i++) {
      steps.commit("step " + i);
    }
    steps.run("first", 1, "step 7", "step 150");

    assertThat(collect(1).keptSteps()).isEqualTo(2);
    assertThat(store.steps())
        .containsExactlyInAnyOrder(StoredSteps.key("step 7"), StoredSteps.key("step 150"));
  }

  @Test
  void fewerThanNoRunsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(-1, false, false))
        .withMessage("runs to keep: -1 must be at least 0");
  }

  /** One step each, one of them shared by the later two. */
  private void threeRuns() {
    List.of("one", "shared", "two").forEach(steps::commit);
    steps.run("second", 2, "shared");
    steps.run("first", 1, "one");
    steps.run("third", 3, "shared", "two");
  }

  private void leaveOver() throws IOException {
    steps.commit("one");
    try (StepBuild turn = store.build(StoredSteps.key("one"))) {
      assertThat(turn).isNotNull();
      store.quarantine(StoredSteps.key("one"));
    }
    Files.createDirectories(root.resolve("building/GroupSampling").resolve("ab".repeat(32)));
  }

  private Report collect(int keepRuns) {
    return GarbageCollection.collect(store, new Plan(keepRuns, false, false));
  }
}
