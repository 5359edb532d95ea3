package org.longtail.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.longtail.pipelines.plan.GardenRun.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.StepNames;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StepRemoval;

/** A plan tells what a run then does. */
class PlannerTest {

  private static final String[] ORDER = {"Oak", "Elm", "Graft", "Pick"};

  private final GardenRun garden;

  PlannerTest(@TempDir Path folder) {
    this.garden = new GardenRun(folder);
  }

  @BeforeEach
  void runOnce() throws IOException {
    garden.run("first", Map.of());
  }

  @Test
  void whatIsInTheStoreIsTakenFromThere() throws IOException {
    assertThat(text(garden.plan("first", Map.of()), ORDER))
        .containsExactly("Oak cached: ", "Elm cached: ", "Graft cached: ", "Pick cached: ");
  }

  @Test
  void theKeysAreThoseOfTheRun() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    garden.finished("first").forEach(event -> keys.put(event.step(), event.key()));

    assertThat(garden.plan("first", Map.of()).steps())
        .allSatisfy(step -> assertThat(step.key()).isEqualTo(keys.get(step.step())));
  }

  @Test
  void aChangedFieldRunsItsStepAndMayRunWhatReadsIt() throws IOException {
    assertThat(text(garden.plan("first", Map.of("count", "3")), ORDER))
        .containsExactly(
            "Oak runs: count: 2 -> 3",
            "Elm cached: ",
            "Graft depends: input plant: comes from Oak, which runs",
            "Pick depends: input input: comes from Graft, which may run");
  }

  @Test
  void aWaitingStepTellsItsOwnChangesToo() throws IOException {
    assertThat(text(garden.plan("first", Map.of("count", "3", "remark", "late")), ORDER))
        .contains("Graft depends: input plant: comes from Oak, which runs; remark:  -> late");
  }

  @Test
  void nothingIsWritten() throws IOException {
    List<Path> before = files();

    garden.plan("first", Map.of("count", "3"), "Elm");

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void withoutAnEarlierRunNothingRanBefore() throws IOException {
    Plan plan = garden.plan(Optional.empty(), Map.of("count", "3"), List.of());

    assertThat(plan.comparedWith()).isEmpty();
    assertThat(text(plan, ORDER)).contains("Oak runs: never ran before", "Elm cached: ");
  }

  @Test
  void aStepThatTheEarlierRunDidNotFinishIsToldOf() throws IOException {
    List<RunEvent.Finished> some =
        garden.finished("first").stream().filter(event -> !event.step().equals("Oak")).toList();
    EarlierRun earlier = EarlierRun.of("first", some, UnaryOperator.identity(), garden.store());

    assertThat(text(garden.plan(Optional.of(earlier), Map.of("count", "3"), List.of()), ORDER))
        .contains("Oak runs: did not finish in run first");
  }

  @Test
  void whatAnotherRunLeftIsTakenWithWhatDiffers() throws IOException {
    garden.run("second", Map.of("count", "3"));

    assertThat(text(garden.plan("first", Map.of("count", "3")), ORDER))
        .containsExactly(
            "Oak cached: count: 2 -> 3",
            "Elm cached: ",
            "Graft cached: input plant: other content, from Oak",
            "Pick cached: input input: other content, from Elm and Graft");
  }

  @Test
  void aDamagedOutputIsNamedAndItsReadersWait() throws IOException {
    Path label = output("Elm", "label.txt");
    Files.writeString(label, "damaged");

    assertThat(text(garden.plan("first", Map.of()), ORDER))
        .containsExactly(
            "Oak cached: ",
            String.format(Locale.ROOT, "Elm runs: %s is damaged: 7 bytes, 14 expected", label),
            "Graft depends: input label: comes from Elm, which runs",
            "Pick depends: input input: comes from Elm, which runs; input input: comes from Graft,"
                + " which may run");
  }

  @Test
  void aStepThatIsGoneIsNamed() throws IOException {
    StepKey oak = key("Oak");
    remove(oak);

    PlanLine line = garden.plan("first", Map.of()).lines(new StepNames(List.of(ORDER))).get(0);

    assertThat(line.reasons().get(0).text())
        .isEqualTo(oak.folder() + " is not in the store any more");
    assertThat(line.lost()).isTrue();
  }

  @Test
  void aStepOfANewerVersionRunsAndWasLost() throws IOException {
    RunEvent.Finished older = olderVersion("Oak");
    List<RunEvent.Finished> events = new ArrayList<>(List.of(older));
    events.addAll(garden.finished("first"));
    EarlierRun earlier = EarlierRun.of("first", events, UnaryOperator.identity(), garden.store());
    remove(key("Oak"));

    assertThat(text(garden.plan(Optional.of(earlier), Map.of(), List.of()), ORDER))
        .contains("Oak runs: step version 0.9 -> 1");
  }

  @Test
  void aForcedStepRunsAndItsReadersMay() throws IOException {
    assertThat(text(garden.plan("first", Map.of(), "Graft"), ORDER))
        .containsExactly(
            "Oak cached: ",
            "Elm cached: ",
            "Graft runs: forced",
            "Pick depends: input input: comes from Graft, which runs");
  }

  @Test
  void everyVariantHasAPlanOfItsOwn() throws IOException {
    Plan plan = garden.plan("first", Map.of("count", "2,3"));

    assertThat(plan.steps())
        .filteredOn(step -> step.step().equals("Oak"))
        .extracting(PlannedStep::variant, PlannedStep::decision)
        .containsExactlyInAnyOrder(
            tuple("count=2", Decision.CACHED), tuple("count=3", Decision.RUNS));
  }

  @Test
  void whatATransformThatIsNoStepGivesIsUnknown() {
    Pipeline pipeline = garden.pipeline("");
    PCollection<Row> rows =
        pipeline.apply("Rows", Create.empty(Artifact.SCHEMA)).apply("Some", Filter.by(row -> true));
    Sweep.of(3).expandOn(rows.setRowSchema(Artifact.SCHEMA));

    Plan plan = Planner.plan(pipeline, garden.store(), Optional.empty(), List.of());

    assertThat(plan.steps())
        .extracting(step -> step.reasons().get(0).text())
        .first()
        .asString()
        .startsWith("input plant: comes from Some/");
  }

  @Test
  void partsAreFoldedIntoTheirStep() {
    Pipeline pipeline = garden.pipeline("swept");
    Sweep.of(3).on(pipeline);
    pipeline.run().waitUntilFinish();
    Pipeline again = garden.pipeline("");
    Sweep.of(4).on(again);

    Plan plan =
        Planner.plan(again, garden.store(), Optional.of(garden.earlier("swept")), List.of());

    assertThat(plan.lines(new StepNames(List.of("Sweep"))))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.decision()).isEqualTo(Decision.RUNS);
              assertThat(line.parts()).isEqualTo(5);
              assertThat(line.cached()).isEqualTo(3);
              assertThat(line.reasons())
                  .extracting(Reason::text)
                  .containsExactly("did not finish in run swept");
            });
  }

  private void remove(StepKey key) {
    try (StepRemoval removal = garden.store().beginRemoval(key).orElseThrow()) {
      removal.finish();
    }
  }

  private StepKey key(String step) {
    return garden.finished("first").stream()
        .filter(event -> event.step().equals(step))
        .map(event -> new StepKey(event.type(), event.key()))
        .findFirst()
        .orElseThrow();
  }

  private Path output(String step, String file) {
    return garden.folder().resolve("store").resolve(key(step).folder()).resolve(file);
  }

  /** A step as an earlier version of it would have left it. */
  private RunEvent.Finished olderVersion(String step) throws IOException {
    ArtifactStore store = garden.store();
    Manifest now = store.find(key(step)).orElseThrow();
    StepKey key = StepKey.of(now.type(), "0.9", now.config(), now.inputs());
    try (StepBuild build = store.build(key)) {
      build.commit(
          List.of(),
          outputs ->
              new Manifest(
                  now.type(),
                  "0.9",
                  key.digest(),
                  now.config(),
                  now.inputs(),
                  outputs,
                  1,
                  "jar",
                  Map.of()));
    }
    return new RunEvent.Finished(
        step, "default", 0, key.type(), key.digest(), false, 1, Map.of(), Map.of());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(garden.folder())) {
      Path notes = garden.folder().resolve("store/verified");
      return paths.filter(path -> !path.startsWith(notes)).sorted().toList();
    }
  }
}
