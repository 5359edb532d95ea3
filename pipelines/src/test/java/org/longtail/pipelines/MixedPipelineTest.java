package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.pipelines.plan.Decision;
import org.longtail.pipelines.plan.PlannedStep;
import org.longtail.pipelines.plan.Planner;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.transforms.step.LongtailOptions;
import org.slf4j.LoggerFactory;

/** Beam's own transforms before, between and behind steps, in one file. */
class MixedPipelineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A step that reads the file of the store at a place. */
  private static final String SAMPLED =
      """
      - type: Create
        name: Images
        config: {elements: [{uri: %s}]}
      - type: GroupSampling
        name: Sample
        input: Images
        config: {stage: 1, group: many, sampling: natural}
      """;

  private final Path folder;
  private final Path store;

  MixedPipelineTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = folder.resolve("store");
  }

  /** A sampling that the mixed pipelines begin with. */
  @BeforeEach
  void storeImages() throws IOException {
    run(
        "first",
        String.format(
            Locale.ROOT,
            """
        - type: ReadImages
          name: Images
          config: {path: %s}
        """,
            Path.of("examples/data/fashion-mnist-lt").toAbsolutePath()));
  }

  @Test
  void rowsThatAreCreatedNameFilesOfTheStoreForAStep() throws IOException {
    run(
        "mixed",
        String.format(Locale.ROOT, SAMPLED, trainingImages())
            + """
              - type: WriteToJson
                name: Written
                input: Sample
                config: {path: sampling.json}
              """);

    JsonNode row = JSON.readTree(Files.readString(folder.resolve("sampling.json")));
    assertThat(row.get("kind").asText()).isEqualTo("sampling");
    assertThat(store.resolve(row.get("uri").asText())).exists();
    assertThat(row.get("sha256").asText()).isEqualTo(outputs("mixed", "Sample").get(0));
  }

  @Test
  void aFileIsReadInFrontAndOneIsWrittenBehind() throws IOException {
    Files.writeString(folder.resolve("images.txt"), trainingImages() + "\n");

    run(
        "mixed",
        """
        - type: ReadFromText
          name: Lines
          config: {path: images.txt}
        - type: MapToFields
          name: Images
          input: Lines
          config: {language: java, fields: {uri: line}}
        - type: GroupSampling
          name: Many
          input: Images
          config: {stage: 1, group: many, sampling: natural}
        - type: GroupSampling
          name: Few
          input: Images
          config: {stage: 2, group: few, sampling: inverse}
        - type: Flatten
          name: Both
          input: [Many, Few]
        - type: MapToFields
          name: Places
          input: Both
          config: {language: java, fields: {uri: uri}}
        - type: WriteToText
          name: Written
          input: Places
          config: {path: places.txt}
        """);

    assertThat(Files.readAllLines(folder.resolve("places.txt")))
        .hasSize(2)
        .allSatisfy(place -> assertThat(store.resolve(place)).exists());
  }

  @Test
  void rowsAreExplodedAndFilteredOnTheirWay() throws IOException {
    run(
        "beam",
        """
        - type: Create
          name: Plants
          config:
            elements: [{plant: daisy, petals: [34, 21]}, {plant: tulip, petals: [6]}]
        - type: Explode
          name: Single
          input: Plants
          config: {fields: [petals]}
        - type: Filter
          name: Few
          input: Single
          config: {language: java, keep: petals < 30}
        - type: WriteToJson
          name: Written
          input: Few
          config: {path: few.json}
        """);

    assertThat(Files.readAllLines(folder.resolve("few.json")))
        .containsExactlyInAnyOrder(
            "{\"petals\":21,\"plant\":\"daisy\"}", "{\"petals\":6,\"plant\":\"tulip\"}");
  }

  @Test
  void whatAStepGivesIsLoggedAndHandedOn() throws IOException {
    String pipeline =
        String.format(Locale.ROOT, SAMPLED, trainingImages())
            + """
              - type: LogForTesting
                name: Logged
                input: Sample
                config: {prefix: 'sampled: '}
              - type: WriteToJson
                name: Written
                input: Logged
                config: {path: sampling.json}
              """;

    List<String> logged = loggedDuring(() -> run("mixed", pipeline));

    assertThat(logged)
        .containsExactly("sampled: " + Files.readString(folder.resolve("sampling.json")).strip());
  }

  /** What goes to LogForTesting's log. */
  private static List<String> loggedDuring(Running running) throws IOException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("LogForTesting");
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    try {
      running.run();
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Runs a pipeline. */
  @FunctionalInterface
  private interface Running {
    void run() throws IOException;
  }

  @Test
  void aLevelThatThereIsNotIsToldBeforeAnythingRuns() {
    assertThatExceptionOfType(PipelineFault.class)
        .isThrownBy(
            () ->
                file(
                    String.format(Locale.ROOT, SAMPLED, "steps/a/b/c")
                        + """
                          - type: LogForTesting
                            name: Logged
                            input: Sample
                            config: {level: loud}
                          """))
        .withMessageContaining("field 'level': 'loud' is not one of ERROR, WARN, INFO");
  }

  @Test
  void rowsOfSeveralFieldsAreNoLinesOfText() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                run(
                    "beam",
                    """
                    - type: Create
                      name: Plants
                      config: {elements: [{plant: daisy, petals: 34}]}
                    - type: WriteToText
                      name: Written
                      input: Plants
                      config: {path: plants.txt}
                    """))
        .withMessageContaining(
            "WriteToText takes rows with one field of text, not [plant, petals]");
  }

  @Test
  void aTransformOfBeamsIsTheSameForAllVariants() {
    assertThatExceptionOfType(PipelineFault.class)
        .isThrownBy(
            () ->
                file(
                    """
                    - type: Create
                      name: Numbers
                      config: {elements: [{number: {{ number }}}]}
                    """,
                    Map.of("number", "1,2")))
        .withMessageContaining(
            "step 'Numbers': a transform of Beam's may not differ from variant to variant");
  }

  @Test
  void aStepBehindCreatedRowsIsTakenFromTheStoreTheSecondTime() throws IOException {
    String transforms = String.format(Locale.ROOT, SAMPLED, trainingImages());
    run("once", transforms);

    Pipeline again = pipeline("again");
    file(transforms).addTo(again);

    assertThat(
            Planner.plan(again, ArtifactStores.open(store.toString()), Optional.empty(), List.of())
                .steps())
        .extracting(PlannedStep::step, PlannedStep::decision)
        .containsExactly(tuple("Sample", Decision.CACHED));
  }

  @Test
  void aFileThatIsNotInTheStoreIsNamed() {
    assertThatExceptionOfType(Pipeline.PipelineExecutionException.class)
        .isThrownBy(
            () ->
                run(
                    "mixed",
                    String.format(
                        Locale.ROOT,
                        SAMPLED,
                        String.format(Locale.ROOT, "steps/ReadImages/%s/a.arrow", "0".repeat(64)))))
        .withStackTraceContaining("its step is not in " + store);
  }

  @Test
  void rowsThatNameNoFileAreRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                run(
                    "mixed",
                    """
                    - type: Create
                      name: Numbers
                      config: {elements: [1, 2]}
                    - type: GroupSampling
                      name: Sample
                      input: Numbers
                      config: {stage: 1, group: many, sampling: natural}
                    """))
        .withMessageContaining("step 'Sample' reads rows of 'Numbers' with the fields [element]");
  }

  @Test
  void faultsOfBeamsTransformsAreToldWithTheirLines() {
    assertThatExceptionOfType(PipelineFault.class)
        .isThrownBy(
            () ->
                file(
                    """
                    - type: Create
                      name: Nothing
                      config: {elements: []}
                    - type: WriteToJson
                      name: Written
                      config: {file: a.json}
                    - type: Flatten
                      name: All
                      input: Written
                    """))
        .satisfies(
            fault ->
                assertThat(fault.getMessage())
                    .contains("field 'elements' must be a list with an element or more")
                    .contains("unknown field 'file'")
                    .contains("field 'path' is missing")
                    .contains("step 'Written': it has no input")
                    .contains("step 'Written' has no output"));
  }

  @Test
  void whatIsFlattenedIsStillOfItsKind() {
    assertThatExceptionOfType(PipelineFault.class)
        .isThrownBy(
            () ->
                file(
                    String.format(
                        Locale.ROOT,
                        """
                    - type: ReadImages
                      name: Images
                      config: {path: %s}
                    - type: Flatten
                      name: All
                      input: [Images.train, Images.test]
                    - type: Evaluate
                      name: Results
                      input: {predictions: All, sampling: All}
                    """,
                        Path.of("examples/data/fashion-mnist-lt").toAbsolutePath())))
        .withMessageContaining("input 'predictions' takes predictions, but 'All' gives images");
  }

  private PipelineFile file(String transforms) throws IOException {
    return file(transforms, Map.of());
  }

  private PipelineFile file(String transforms, Map<String, String> variables) throws IOException {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(file, "pipeline:\n  transforms:\n" + transforms.indent(4));
    return PipelineFile.load(file, variables);
  }

  private Pipeline pipeline(String run) {
    LongtailOptions options = PipelineOptionsFactory.create().as(LongtailOptions.class);
    options.setStore(store.toString());
    options.setRun(run);
    return Pipeline.create(options);
  }

  private void run(String run, String transforms) throws IOException {
    Pipeline pipeline = pipeline(run);
    file(transforms).addTo(pipeline);
    pipeline.run().waitUntilFinish();
  }

  private String trainingImages() {
    return finished("first", "Images").outputs().keySet().stream()
        .filter(uri -> uri.endsWith("images-train.arrow"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> outputs(String run, String step) {
    return List.copyOf(finished(run, step).outputs().values());
  }

  private RunEvent.Finished finished(String run, String step) {
    return ArtifactStores.open(store.toString()).run(run).events(0).stream()
        .filter(RunEvent.Finished.class::isInstance)
        .map(RunEvent.Finished.class::cast)
        .filter(event -> event.step().equals(step))
        .findFirst()
        .orElseThrow();
  }
}
