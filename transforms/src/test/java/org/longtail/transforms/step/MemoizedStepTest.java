package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.Sha256;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StoreException;

class MemoizedStepTest {

  private static final TotalConfig CONFIG = TotalConfig.builder().setFactor(2).build();

  private final AtomicInteger computed = new AtomicInteger();
  private final Path root;
  private final ArtifactStore store;
  private Map<String, List<Artifact>> inputs = Map.of();

  MemoizedStepTest(@TempDir Path root) {
    this.root = root;
    this.store = ArtifactStores.open(root.toString());
  }

  @BeforeEach
  void storeInputs() throws IOException {
    inputs = Map.of("first", List.of(first(3)), "more", List.of(more(10), more(20)));
  }

  @Test
  void computesWhatIsNotInTheStore() throws IOException {
    Manifest manifest = run(CONFIG);

    assertThat(fetch(manifest, "sum")).hasContent("66");
    assertThat(fetch(manifest, "terms")).hasContent("3");
  }

  @Test
  void theManifestKeepsWhatTheOutputsWereMadeFrom() throws IOException {
    Manifest manifest = run(CONFIG);

    assertThat(manifest.type()).isEqualTo("TotalOfNumbers");
    assertThat(manifest.version()).isEqualTo("1.0.0");
    assertThat(manifest.config()).containsEntry("factor", 2).containsEntry("limit", 1000L);
    assertThat(manifest.inputs())
        .containsOnlyKeys("first", "more.1", "more.2")
        .containsEntry("first", first(3).sha256());
    assertThat(manifest.outputs())
        .extracting(Manifest.Output::summary)
        .containsExactly(Map.of("sum", 66.0), Map.of());
  }

  @Test
  void theSecondRunIsTakenFromTheStore() throws IOException {
    Manifest first = run(CONFIG);
    Manifest second = run(CONFIG);

    assertThat(second.outputs()).isEqualTo(first.outputs());
    assertThat(computed).hasValue(1);
    assertThat(finished()).extracting(RunEvent.Finished::cached).containsExactly(false, true);
  }

  @Test
  void aChangedConfigurationComputesAgain() throws IOException {
    run(CONFIG);

    assertThat(fetch(run(TotalConfig.builder().setFactor(1).build()), "sum")).hasContent("33");
    assertThat(computed).hasValue(2);
  }

  @Test
  void aDefaultThatIsWrittenOutIsNoChange() throws IOException {
    run(CONFIG);
    run(TotalConfig.builder().setFactor(2).setLimit(1000L).build());

    assertThat(computed).hasValue(1);
  }

  @Test
  void aChangedInputComputesAgain() throws IOException {
    run(CONFIG);
    inputs = Map.of("first", List.of(first(4)), "more", List.of(more(10), more(20)));

    assertThat(fetch(run(CONFIG), "sum")).hasContent("68");
    assertThat(computed).hasValue(2);
  }

  @Test
  void theOrderOfInputsDoesNotMatter() throws IOException {
    run(CONFIG);
    inputs = Map.of("first", List.of(first(3)), "more", List.of(more(20), more(10)));
    run(CONFIG);

    assertThat(computed).hasValue(1);
  }

  @Test
  void theSameContentAtAnotherPlaceIsTheSameInput() throws IOException {
    run(CONFIG);
    Artifact first = first(3);
    Artifact moved =
        new Artifact(
            "seed=2",
            first.kind(),
            "elsewhere.txt",
            first.sha256(),
            first.bytes(),
            "other key",
            Map.of());
    inputs = Map.of("first", List.of(moved), "more", List.of(more(10), more(20)));
    run(CONFIG);

    assertThat(computed).hasValue(1);
  }

  @Test
  void aSourceFileCountsByItsContentNotItsPlace(@TempDir Path folder) throws IOException {
    Path here = Files.writeString(folder.resolve("here.txt"), "100");
    Path there = Files.writeString(folder.resolve("there.txt"), "100");

    Manifest manifest = run(CONFIG, here);
    run(CONFIG, there);

    assertThat(manifest.inputs()).containsEntry("file", Sha256.of(here));
    assertThat(fetch(manifest, "sum")).hasContent("266");
    assertThat(computed).hasValue(1);
  }

  @Test
  void aSourceFileWithOtherContentComputesAgain(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("number.txt"), "100");
    run(CONFIG, file);
    Files.writeString(file, "200");

    assertThat(fetch(run(CONFIG, file), "sum")).hasContent("466");
  }

  @Test
  void aSourceFileThatIsNotThereIsNamed(@TempDir Path folder) {
    Path nowhere = folder.resolve("nowhere.txt");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(CONFIG, nowhere))
        .withMessage("step TotalOfNumbers: there is no file %s for its file", nowhere);
  }

  @Test
  void damagedOutputIsComputedAgain() throws IOException {
    Manifest first = run(CONFIG);
    Files.writeString(file(first, "sum.txt"), "77");

    assertThat(fetch(run(CONFIG), "sum")).hasContent("66");
    assertThat(computed).hasValue(2);
  }

  @Test
  void damagedOutputIsKeptAside() throws IOException {
    Manifest first = run(CONFIG);
    Files.writeString(file(first, "sum.txt"), "77");
    run(CONFIG);

    try (Stream<Path> aside = Files.list(root.resolve("damaged/TotalOfNumbers"))) {
      assertThat(aside)
          .singleElement()
          .satisfies(folder -> assertThat(folder.resolve("sum.txt")).hasContent("77"));
    }
  }

  @Test
  void theReasonForComputingIsReported() throws IOException {
    Manifest first = run(CONFIG);
    Files.delete(file(first, "terms.txt"));
    run(CONFIG);

    assertThat(store.run("r").events(0))
        .filteredOn(RunEvent.Started.class::isInstance)
        .extracting(event -> ((RunEvent.Started) event).reason())
        .containsExactly("not in the store", file(first, "terms.txt") + " is missing");
  }

  @Test
  void aFailingKernelCommitsNothing() {
    TotalConfig low = TotalConfig.builder().setFactor(2).setLimit(1L).build();

    assertThatIllegalStateException().isThrownBy(() -> run(low)).withMessage("sum 66 is too much");
    assertThat(root.resolve("steps/TotalOfNumbers")).doesNotExist();
    assertThat(finished()).isEmpty();
  }

  @Test
  void aStepThatFailedIsComputedByTheNextRun() throws IOException {
    MemoizedStep<TotalConfig> failing =
        step(
            CONFIG,
            context -> {
              throw new IOException("no space");
            });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> failing.run(inputs, store, reporter(), StepOptions.none()));

    assertThat(fetch(run(CONFIG), "sum")).hasContent("66");
  }

  @Test
  void aKernelThatDoesNotWriteItsOutputCommitsNothing() {
    MemoizedStep<TotalConfig> forgetful = step(CONFIG, context -> context.output("sum", "sum.txt"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> forgetful.run(inputs, store, reporter(), StepOptions.none()))
        .withMessageContaining("cannot commit");
    assertThat(finished()).isEmpty();
  }

  @Test
  void anInputThatIsMissingIsNamed() throws IOException {
    inputs = Map.of("more", List.of(more(10)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(CONFIG))
        .withMessage("step TotalOfNumbers, input 'first': 0 artifacts, exactly one expected");
  }

  @Test
  void anInputThatIsThereTwiceIsNamed() throws IOException {
    inputs = Map.of("first", List.of(first(1)), "bonus", List.of(bonus(1), bonus(2)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(CONFIG))
        .withMessage("step TotalOfNumbers, input 'bonus': 2 artifacts, at most one expected");
  }

  @Test
  void anInputOfTheWrongKindIsNamed() throws IOException {
    Artifact wrong = more(3);
    inputs = Map.of("first", List.of(wrong));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(CONFIG))
        .withMessage(
            "step TotalOfNumbers, input 'first': %s holds sampling, not weights", wrong.uri());
  }

  @Test
  void inputsThatMayBeLeftOutAreLeftOut() throws IOException {
    inputs = Map.of("first", List.of(first(3)));

    assertThat(fetch(run(CONFIG), "sum")).hasContent("6");
  }

  @Test
  void aStepIsNeededBeforeItIsLookedUp() throws IOException {
    run(CONFIG);
    run(CONFIG);

    assertThat(store.run("r").events(0))
        .extracting(RunEvent::getClass)
        .extracting(Class::getSimpleName)
        .containsExactly("Needed", "Started", "Progress", "Finished", "Needed", "Finished");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"type\": \"Tot", "null"})
  void aDamagedManifestIsComputedAgainAndKeptAside(String content) throws IOException {
    Manifest first = run(CONFIG);
    Path manifest = Files.writeString(file(first, "manifest.json"), content);

    assertThat(run(CONFIG).outputs()).isEqualTo(first.outputs());

    assertThat(computed).hasValue(2);
    assertThat(setAside())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.reason()).startsWith(manifest + " is damaged: ");
              assertThat(Path.of(event.aside()).resolve("manifest.json")).hasContent(content);
            });
  }

  @Test
  void aDamagedInputIsRefusedAndItsStepSetAside() throws IOException {
    Artifact damaged = first(3);
    Path file = Files.writeString(root.resolve(damaged.uri()), "4");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> run(CONFIG))
        .withMessageContaining(file + " is damaged: sha256")
        .withMessageContaining("its step was set aside to " + root.resolve("damaged/Number"))
        .withMessageEndingWith(": run again");

    assertThat(setAside())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.step()).isEqualTo("total");
              assertThat(event.type()).isEqualTo("Number");
              assertThat(event.key()).isEqualTo(damaged.stepKey());
              assertThat(Path.of(event.aside()).resolve("number.txt")).hasContent("4");
            });
    assertThat(store.find(new StepKey("Number", damaged.stepKey()))).isEmpty();
  }

  @Test
  void aDamagedInputThatWasMendedMeanwhileStaysWhereItIs() throws IOException {
    Artifact damaged = first(3);
    Path file = root.resolve(damaged.uri());
    MemoizedStep<TotalConfig> step =
        step(
            CONFIG,
            context -> {
              Files.writeString(file, "4");
              try {
                context.input("first");
              } finally {
                Files.writeString(file, "3");
              }
            });

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> step.run(inputs, store, reporter(), StepOptions.none()))
        .withMessageEndingWith("its step has been computed again meanwhile: run again");
    assertThat(store.find(new StepKey("Number", damaged.stepKey()))).isPresent();
    assertThat(setAside()).isEmpty();
  }

  @Test
  void whatMadeADamagedInputIsComputedByTheNextRun() throws IOException {
    Files.writeString(root.resolve(first(3).uri()), "4");
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> run(CONFIG));

    storeInputs();

    assertThat(fetch(run(CONFIG), "sum")).hasContent("66");
  }

  private Manifest run(TotalConfig config) throws IOException {
    return step(config, Total::compute).run(inputs, store, reporter(), StepOptions.none());
  }

  private Manifest run(TotalConfig config, Path source) throws IOException {
    TotalConfig located =
        TotalConfig.builder().setFactor(config.getFactor()).setPath(source.toString()).build();
    return run(located);
  }

  private MemoizedStep<TotalConfig> step(TotalConfig config, Kernel<TotalConfig> kernel) {
    ConfigSchema<TotalConfig> schema = ConfigSchema.of(TotalConfig.class);
    TotalConfig complete = schema.complete(config);
    return new MemoizedStep<>(
        Total.TYPE,
        complete,
        schema.toMap(complete),
        Work.<TotalConfig>of(
                context -> {
                  computed.incrementAndGet();
                  kernel.compute(context);
                })
            .reading(Total::sources));
  }

  private StepReporter reporter() {
    return new StepReporter("total", "default", Optional.of(store.run("r")));
  }

  private List<RunEvent.Finished> finished() {
    return store.run("r").events(0).stream()
        .filter(RunEvent.Finished.class::isInstance)
        .map(RunEvent.Finished.class::cast)
        .toList();
  }

  private List<RunEvent.SetAside> setAside() {
    return store.run("r").events(0).stream()
        .filter(RunEvent.SetAside.class::isInstance)
        .map(RunEvent.SetAside.class::cast)
        .toList();
  }

  private Path fetch(Manifest manifest, String output) {
    return manifest.outputs().stream()
        .filter(candidate -> candidate.output().equals(output))
        .map(found -> store.fetch(manifest.artifact(found, "default")))
        .findFirst()
        .orElseThrow();
  }

  private Path file(Manifest manifest, String name) {
    return root.resolve(manifest.stepKey().folder()).resolve(name);
  }

  private Artifact first(long number) throws IOException {
    return StoredNumber.of(number, ArtifactKind.WEIGHTS, "default", store);
  }

  private Artifact more(long number) throws IOException {
    return StoredNumber.of(number, ArtifactKind.SAMPLING, "default", store);
  }

  private Artifact bonus(long number) throws IOException {
    return StoredNumber.of(number, ArtifactKind.SWEEP, "default", store);
  }
}
