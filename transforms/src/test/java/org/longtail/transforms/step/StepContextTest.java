package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.learning.Checkpoints;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.Compression;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;

class StepContextTest {

  private final ArtifactStore store;
  private final StepBuild build;
  private Artifact number = new Artifact("", ArtifactKind.WEIGHTS, "", "", 0, "", Map.of());

  StepContextTest(@TempDir Path root) {
    this.store = ArtifactStores.open(root.toString());
    this.build = store.build(StepKey.of("Total", "1.0.0", Map.of(), Map.of()));
  }

  @BeforeEach
  void storeTheNumber() throws IOException {
    number = StoredNumber.of(7, ArtifactKind.WEIGHTS, "default", store);
  }

  @AfterEach
  void endTheBuild() {
    build.close();
  }

  private StepContext<String> context(Map<String, List<Artifact>> inputs) {
    return new StepContext<>(
        new StepContext.Task<>(Total.TYPE, "config", inputs),
        store,
        build,
        new StepContext.Site(
            new StepReporter("a", "b", Optional.empty()),
            Compression.ZSTD,
            Checkpoints.NONE,
            List.of()));
  }

  @Test
  void anInputIsAFileOfTheStore() {
    assertThat(context(Map.of("first", List.of(number))).input("first")).hasContent("7");
  }

  @Test
  void theCompressionIsTheOneThatWasAskedFor() {
    assertThat(context(Map.of()).compression()).isEqualTo(Compression.ZSTD);
  }

  @Test
  void anInputThatIsNotConnectedHasNoFile() {
    assertThat(context(Map.of()).optionalInput("bonus")).isEmpty();
    assertThat(context(Map.of()).inputs("more")).isEmpty();
  }

  @Test
  void anEmptyInputIsRefusedWhereOneIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context(Map.of()).input("first"))
        .withMessage("step TotalOfNumbers: input 'first' is empty");
  }

  @Test
  void anInputThatTheStepDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context(Map.of()).inputs("sum"))
        .withMessage("step TotalOfNumbers has no input 'sum'");
  }

  @Test
  void anOutputThatTheStepDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context(Map.of()).output("first", "a.txt"))
        .withMessage("step TotalOfNumbers has no output 'first'");
  }

  @Test
  void anOutputIsAFileOfTheBuildOfTheKindOfItsPort() {
    StepContext<String> context = context(Map.of());

    Path file = context.output("terms", "terms.txt", Map.of("terms", 2.0));

    assertThat(file).isEqualTo(build.file("terms.txt"));
    assertThat(context.drafts())
        .containsExactly(
            new StepBuild.Draft("terms", ArtifactKind.SAMPLING, "terms.txt", Map.of("terms", 2.0)));
  }
}
