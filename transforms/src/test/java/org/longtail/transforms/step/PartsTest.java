package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StepKey;

/** A step whose work falls into parts, on Beam's direct runner. */
class PartsTest {

  private final Path root;
  private final ArtifactStore store;

  PartsTest(@TempDir Path root) {
    this.root = root;
    this.store = ArtifactStores.open(root.toString());
  }

  @Test
  void theStepIsMadeOfItsPartsOutputsInTheirOrder() throws IOException {
    run("r", 1, 3, 10, 4);

    assertThat(text("r")).isEqualTo("9 16 100 ");
  }

  @Test
  void eachPartIsAStepOfItsOwn() throws IOException {
    run("r", 1, 3, 10, 4);

    assertThat(finished("r"))
        .extracting(RunEvent.Finished::step, RunEvent.Finished::type, RunEvent.Finished::cached)
        .contains(
            tuple("Squares/3", "Square", false),
            tuple("Squares/4", "Square", false),
            tuple("Squares/10", "Square", false),
            tuple("Squares", "Squares", false));
  }

  @Test
  void aStepThatIsInTheStoreAsksForNoPart() throws IOException {
    run("first", 1, 3, 4);

    run("second", 1, 3, 4);

    assertThat(finished("second"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.step()).isEqualTo("Squares");
              assertThat(event.cached()).isTrue();
            });
  }

  @Test
  void anotherStepSharesThePartsThatDoNotDependOnWhatDiffers() throws IOException {
    run("first", 1, 3, 4);

    run("second", 2, 3, 4, 5);

    assertThat(computed("second")).containsExactlyInAnyOrder("Squares/5", "Squares");
    assertThat(text("second")).isEqualTo("18 32 50 ");
  }

  @Test
  void aPartThatIsDamagedIsComputedAgain() throws IOException {
    run("first", 1, 3, 4);
    Files.writeString(root.resolve(outputOf("first", "Squares/3")), "7!");

    run("second", 2, 3, 4);

    assertThat(computed("second")).containsExactlyInAnyOrder("Squares/3", "Squares");
    assertThat(text("second")).isEqualTo("18 32 ");
  }

  @Test
  void aForcedStepIsComputedWithItsParts() throws IOException {
    run("first", 1, 3, 4);

    run("second", List.of("Squares"), 1, 3, 4);

    assertThat(computed("second")).containsExactlyInAnyOrder("Squares/3", "Squares/4", "Squares");
  }

  @Test
  void aPartThatFailsFailsTheStep() {
    // No other part: it would still be computed while the run fails.
    assertThatExceptionOfType(Pipeline.PipelineExecutionException.class)
        .isThrownBy(() -> run("r", 1, 13))
        .withStackTraceContaining("13 is an unlucky number");

    assertThat(store.run("r").events(0))
        .filteredOn(RunEvent.Failed.class::isInstance)
        .extracting(RunEvent::step)
        .containsOnly("Squares");
    assertThat(store.find(new StepKey("Squares", "0".repeat(64)))).isEmpty();
  }

  private void run(String run, int factor, long... numbers) throws IOException {
    run(run, List.of(), factor, numbers);
  }

  private void run(String run, List<String> force, int factor, long... numbers) throws IOException {
    LongtailOptions options = PipelineOptionsFactory.create().as(LongtailOptions.class);
    options.setStore(root.toString());
    options.setRun(run);
    options.setForce(force);
    Pipeline pipeline = Pipeline.create(options);
    List<Row> rows = new ArrayList<>();
    for (long number : numbers) {
      rows.add(StoredNumber.of(number, ArtifactKind.SAMPLING, "default", store).toRow());
    }
    PCollectionRowTuple.of(
            "numbers", pipeline.apply(Create.of(rows).withRowSchema(Artifact.SCHEMA)))
        .apply(new Squares(TotalConfig.builder().setFactor(factor).build()));
    pipeline.run().waitUntilFinish();
  }

  private Stream<RunEvent.Finished> events(String run) {
    return store.run(run).events(0).stream()
        .filter(RunEvent.Finished.class::isInstance)
        .map(RunEvent.Finished.class::cast);
  }

  private List<RunEvent.Finished> finished(String run) {
    return events(run).toList();
  }

  private List<String> computed(String run) {
    return events(run).filter(event -> !event.cached()).map(RunEvent.Finished::step).toList();
  }

  private String outputOf(String run, String step) {
    return events(run)
        .filter(event -> event.step().equals(step))
        .flatMap(event -> event.outputs().keySet().stream())
        .findFirst()
        .orElseThrow();
  }

  private String text(String run) throws IOException {
    return Files.readString(root.resolve(outputOf(run, "Squares")));
  }

  /** Squares numbers, one by one, and multiplies the squares. */
  private static final class Squares extends StepTransform<TotalConfig> {

    private static final StepType TYPE =
        new StepType(
            "Squares",
            "1.0.0",
            "Squares numbers.",
            List.of(Port.many("numbers", ArtifactKind.SAMPLING, "numbers")),
            List.of(Port.one("squares", ArtifactKind.SAMPLING, "their multiplied squares")));

    Squares(TotalConfig config) {
      super(
          TYPE,
          TotalConfig.class,
          Variants.same(config),
          Work.<TotalConfig>of(Squares::write).after(new EachSquare()));
    }

    private static void write(StepContext<TotalConfig> context) throws IOException {
      StringBuilder text = new StringBuilder();
      for (Path part : context.parts()) {
        text.append(context.config().getFactor() * Long.parseLong(Files.readString(part)))
            .append(' ');
      }
      Files.writeString(context.output("squares", "squares.txt"), text);
    }
  }

  /** The square of each number, ascending. */
  private static final class EachSquare implements Parts<TotalConfig, String> {

    private record Number(long value, Artifact artifact) {}

    @Override
    public StepType type() {
      return new StepType(
          "Square",
          "1.0.0",
          "Squares a number.",
          List.of(Port.one("number", ArtifactKind.SAMPLING, "a number")),
          List.of(Port.one("square", ArtifactKind.SAMPLING, "its square")));
    }

    @Override
    public Map<String, Object> key(String config) {
      return Map.of();
    }

    @Override
    public List<Part<String>> of(StepInputs<TotalConfig> step) throws IOException {
      List<Number> numbers = new ArrayList<>();
      for (int i = 0; i < step.artifacts("numbers").size(); i++) {
        numbers.add(
            new Number(
                Long.parseLong(Files.readString(step.inputs("numbers").get(i))),
                step.artifacts("numbers").get(i)));
      }
      return numbers.stream()
          .sorted(Comparator.comparingLong(Number::value))
          .map(
              number ->
                  new Part<>(
                      Long.toString(number.value()),
                      "",
                      Map.of("number", List.of(number.artifact()))))
          .toList();
    }

    @Override
    public void compute(StepContext<String> part) throws IOException {
      long number = Long.parseLong(Files.readString(part.input("number")));
      if (number == 13) {
        throw new IllegalStateException("13 is an unlucky number");
      }
      Files.writeString(part.output("square", "square.txt"), Long.toString(number * number));
    }
  }
}
