package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;

/** A step that a run forces is computed although it is in the store. */
class ForcedStepTest {

  private static final StepType TYPE =
      new StepType(
          "Constant", "1.0.0", "Writes a number.", List.of(), List.of(Total.TYPE.outputs().get(0)));

  private final Path root;
  private final ArtifactStore store;
  private final AtomicInteger computed = new AtomicInteger();
  private String content = "1";

  ForcedStepTest(@TempDir Path root) {
    this.root = root;
    this.store = ArtifactStores.open(root.toString());
  }

  @Test
  void isComputedAlthoughItIsInTheStore() throws IOException {
    run("first");

    run("second", "one");

    assertThat(computed).hasValue(2);
    assertThat(events("second", RunEvent.Started.class))
        .extracting(RunEvent.Started::reason)
        .containsExactly("forced");
    assertThat(events("second", RunEvent.Finished.class))
        .extracting(RunEvent.Finished::cached)
        .containsExactly(false);
  }

  @Test
  void isNotComputedWhereAnotherStepIsForced() throws IOException {
    run("first");

    run("second", "onerous");

    assertThat(computed).hasValue(1);
  }

  @Test
  void thatComesOutTheSameLeavesTheStoreAsItIs() throws IOException {
    Manifest before = run("first");

    Manifest after = run("second", "one");

    assertThat(after).isEqualTo(before);
    assertThat(store.find(before.stepKey())).contains(before);
    assertThat(root.resolve("damaged")).doesNotExist();
    assertThat(events("second", RunEvent.Recomputed.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.differing()).isEmpty();
              assertThat(event.aside()).isEmpty();
            });
  }

  @Test
  void thatComesOutDifferentTakesThePlaceOfTheEarlierOne() throws IOException {
    Manifest before = run("first");
    content = "2";

    Manifest after = run("second", "one");

    assertThat(after.stepKey()).isEqualTo(before.stepKey());
    assertThat(root.resolve(after.stepKey().folder()).resolve("sum.txt")).hasContent("2");
    assertThat(store.damage(after)).isEmpty();
  }

  @Test
  void thatComesOutDifferentKeepsTheEarlierOneAsideAndSaysSo() throws IOException {
    run("first");
    content = "2";
    run("second", "one");

    RunEvent.Recomputed told = events("second", RunEvent.Recomputed.class).get(0);
    assertThat(told.differing()).containsExactly("sum.txt");
    assertThat(Path.of(told.aside(), "sum.txt")).hasContent("1");
    assertThat(Path.of(told.aside(), "manifest.json")).exists();
  }

  @Test
  void thatIsNotInTheStoreIsComputedOnce() throws IOException {
    run("first", "one");

    assertThat(computed).hasValue(1);
    assertThat(events("first", RunEvent.Recomputed.class)).isEmpty();
  }

  @Test
  void isComputedOnceInARunHoweverOftenTheJobStarts() throws IOException {
    run("first");
    run("second", "one");

    run("second", "one");

    assertThat(computed).hasValue(2);
    assertThat(events("second", RunEvent.Finished.class))
        .extracting(RunEvent.Finished::cached)
        .containsExactly(false, true);
  }

  @Test
  void isComputedByALaterRunOfTheSameNameToo() throws IOException {
    run("again", "one");

    runAfter(store.run("again").events(0).size(), "again", "one");

    assertThat(computed).hasValue(2);
  }

  @Test
  void thatIsDamagedIsComputedOnce() throws IOException {
    Manifest before = run("first");
    Files.delete(root.resolve(before.stepKey().folder()).resolve("sum.txt"));

    run("second", "one");

    assertThat(computed).hasValue(2);
    try (Stream<Path> aside = Files.list(root.resolve("damaged/Constant"))) {
      assertThat(aside).hasSize(1);
    }
  }

  @Test
  void isNamedByItselfOrByTheStepThatItIsAPartOf() {
    assertThat(Forcing.names(List.of("Sweep"), "Sweep")).isTrue();
    assertThat(Forcing.names(List.of("Sweep"), "Sweep/gamma 0.3")).isTrue();
    assertThat(Forcing.names(List.of("Sweep/gamma 0.3"), "Sweep/gamma 0.3")).isTrue();
    assertThat(Forcing.names(List.of("Sweep/gamma 0.3"), "Sweep")).isFalse();
    assertThat(Forcing.names(List.of("Sweep"), "SweepMedium")).isFalse();
    assertThat(Forcing.names(List.of(), "Sweep")).isFalse();
  }

  @Test
  void needsARunThatKeepsEvents() {
    LongtailOptions options = options(0, "one");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forcing.of("one", options, Optional.empty()))
        .withMessageContaining("'force' is [one]")
        .withMessageContaining("set 'run'");
  }

  private Manifest run(String run, String... force) throws IOException {
    return runAfter(0, run, force);
  }

  private Manifest runAfter(int eventsBefore, String run, String... force) throws IOException {
    MemoizedStep<String> step =
        new MemoizedStep<>(
            TYPE,
            "",
            Map.of(),
            Work.of(
                context -> {
                  computed.incrementAndGet();
                  Files.writeString(context.output("sum", "sum.txt"), content);
                }));
    return step.run(
        Map.of(),
        store,
        new StepReporter("one", "default", Optional.of(store.run(run))),
        StepOptions.forced(
            Forcing.of("one", options(eventsBefore, force), Optional.of(store.run(run)))));
  }

  private static LongtailOptions options(int eventsBefore, String... force) {
    LongtailOptions options = PipelineOptionsFactory.as(LongtailOptions.class);
    options.setForce(List.of(force));
    options.setEventsBefore(eventsBefore);
    return options;
  }

  private <E extends RunEvent> List<E> events(String run, Class<E> kind) {
    return store.run(run).events(0).stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
