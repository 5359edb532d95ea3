package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;

/** A step within pipelines on Beam's direct runner. */
class StepTransformTest {

  private static final TotalConfig CONFIG = TotalConfig.builder().setFactor(1).build();

  private final ArtifactStore store;
  private final Pipeline pipeline;

  StepTransformTest(@TempDir Path root) {
    this.store = ArtifactStores.open(root.toString());
    LongtailOptions options = PipelineOptionsFactory.create().as(LongtailOptions.class);
    options.setStore(root.toString());
    options.setRun("r");
    this.pipeline = Pipeline.create(options);
  }

  @Test
  void inputsAreJoinedByVariant() throws IOException {
    PCollectionRowTuple inputs =
        PCollectionRowTuple.of("first", rows(weights(1, "a"), weights(2, "b")))
            .and("more", rows(sampling(10, "a"), sampling(20, "b"), sampling(30, "b")));

    inputs.apply(Total.create(CONFIG).named("total"));
    pipeline.run().waitUntilFinish();

    assertThat(sums("total")).isEqualTo(Map.of("a", 11.0, "b", 52.0));
  }

  @Test
  void eachVariantIsComputedByItsOwnConfiguration() throws IOException {
    Variants<TotalConfig> configs =
        Variants.of(
            Map.of(
                "a", TotalConfig.builder().setFactor(10).build(),
                "b", TotalConfig.builder().setFactor(100).build()));

    PCollectionRowTuple.of("first", rows(weights(1, "a"), weights(2, "b")))
        .apply(Total.create(configs).named("total"));
    pipeline.run().waitUntilFinish();

    assertThat(sums("total")).isEqualTo(Map.of("a", 10.0, "b", 200.0));
  }

  @Test
  void theOutputOfOneStepIsTheInputOfTheNext() throws IOException {
    PCollectionRowTuple first =
        PCollectionRowTuple.of("first", rows(weights(1, "a"), weights(2, "b")))
            .apply("one", Total.create(CONFIG).named("one"));
    PCollectionRowTuple.of("first", first.get("sum"))
        .and("more", first.get("terms"))
        .apply("two", Total.create(TotalConfig.builder().setFactor(100).build()).named("two"));
    pipeline.run().waitUntilFinish();

    assertThat(sums("two")).isEqualTo(Map.of("a", 200.0, "b", 300.0));
  }

  @Test
  void aStepIsNamedByItsTypeUnlessToldOtherwise() throws IOException {
    PCollectionRowTuple.of("first", rows(weights(1, "a"))).apply(Total.create(CONFIG));
    pipeline.run().waitUntilFinish();

    assertThat(sums("TotalOfNumbers")).containsOnlyKeys("a");
  }

  @Test
  void aFailingStepReportsItsFailure() throws IOException {
    TotalConfig low = TotalConfig.builder().setFactor(1).setLimit(5L).build();
    PCollectionRowTuple.of("first", rows(weights(7, "a"))).apply(Total.create(low).named("total"));

    assertThatExceptionOfType(Pipeline.PipelineExecutionException.class)
        .isThrownBy(pipeline::run)
        .withStackTraceContaining("sum 7 is too much");
    assertThat(store.run("r").events(0))
        .last()
        .isInstanceOfSatisfying(
            RunEvent.Failed.class,
            failed -> {
              assertThat(failed.step()).isEqualTo("total");
              assertThat(failed.variant()).isEqualTo("a");
              assertThat(failed.message()).isEqualTo("sum 7 is too much");
            });
  }

  @Test
  void aVariantThatOneInputLacksIsReported() throws IOException {
    // No other variant: it would still be computed while the run fails.
    PCollectionRowTuple.of("first", rows())
        .and("more", rows(sampling(10, "b")))
        .apply(Total.create(CONFIG).named("total"));

    assertThatExceptionOfType(Pipeline.PipelineExecutionException.class)
        .isThrownBy(pipeline::run)
        .withStackTraceContaining("input 'first': 0 artifacts, exactly one expected");
  }

  @Test
  void anInputThatTheStepDoesNotHaveIsRefused() throws IOException {
    PCollectionRowTuple inputs = PCollectionRowTuple.of("second", rows(weights(1, "a")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> inputs.apply(Total.create(CONFIG)))
        .withMessage(
            "step TotalOfNumbers has no input 'second'; its inputs are [bonus, first, more]");
  }

  @Test
  void aStepWithoutARequiredInputIsRefused() throws IOException {
    PCollectionRowTuple inputs = PCollectionRowTuple.of("more", rows(sampling(1, "a")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> inputs.apply(Total.create(CONFIG)))
        .withMessage("step TotalOfNumbers: input 'first' (the first number) is not connected");
  }

  @Test
  void aConfigurationOutOfRangeIsRefusedWhenTheStepIsMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Total.create(TotalConfig.builder().setFactor(0).build()))
        .withMessage("TotalConfig: field 'factor': 0 must be at least 1");
  }

  private PCollection<Row> rows(Artifact... artifacts) {
    List<Row> rows = List.of(artifacts).stream().map(Artifact::toRow).toList();
    return pipeline.apply(
        "rows " + rows.hashCode(), Create.of(rows).withRowSchema(Artifact.SCHEMA));
  }

  private Artifact weights(long number, String variant) throws IOException {
    return StoredNumber.of(number, ArtifactKind.WEIGHTS, variant, store);
  }

  private Artifact sampling(long number, String variant) throws IOException {
    return StoredNumber.of(number, ArtifactKind.SAMPLING, variant, store);
  }

  /** The sum of each variant, as the step's events tell it. */
  private Map<String, Double> sums(String step) {
    return store.run("r").events(0).stream()
        .filter(event -> event.step().equals(step))
        .filter(RunEvent.Finished.class::isInstance)
        .map(RunEvent.Finished.class::cast)
        .collect(
            Collectors.toMap(
                RunEvent.Finished::variant,
                finished -> finished.summary().getOrDefault("sum", Double.NaN)));
  }
}
