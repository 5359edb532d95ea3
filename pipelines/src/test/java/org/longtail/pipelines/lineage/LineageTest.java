package org.longtail.pipelines.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.Sha256;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;

/** Inputs are followed back by their content. */
class LineageTest {

  private final Path root;
  private final ArtifactStore store;

  LineageTest(@TempDir Path root) {
    this.root = root;
    this.store = ArtifactStores.open(root.toString());
  }

  @Test
  void everyStepBehindAnArtifactIsFound() throws IOException {
    Manifest read = step("Read", "pixels", Map.of("file", "outside"));
    Manifest train = step("Train", "weights", Map.of("images", "pixels"));
    Manifest score = step("Score", "scores", Map.of("images", "pixels", "weights", "weights"));
    step("Other", "elsewhere", Map.of("images", "pixels"));

    Lineage lineage = Lineage.of(score, StoreIndex.of(store), List.of());

    assertThat(lineage.root()).isEqualTo(score.stepKey());
    assertThat(lineage.steps().keySet())
        .containsExactly(score.stepKey(), read.stepKey(), train.stepKey());
    assertThat(input(lineage, score, "weights").producer()).contains(train.stepKey());
  }

  @Test
  void aFileOutsideTheStoreHasNoProducer() throws IOException {
    Manifest read = step("Read", "pixels", Map.of("file", "outside"));

    Lineage lineage = Lineage.of(read, StoreIndex.of(store), List.of());

    assertThat(input(lineage, read, "file").producer()).isEmpty();
  }

  @Test
  void ofSeveralThatMadeTheSameTheOneOfTheRunIsMeant() throws IOException {
    Manifest one = step("Train", "weights", Map.of("seed", "1"));
    Manifest two = step("Train", "weights", Map.of("seed", "2"));
    Manifest score = step("Score", "scores", Map.of("weights", "weights"));
    StoreIndex index = StoreIndex.of(store);

    for (Manifest own : List.of(one, two)) {
      Lineage lineage = Lineage.of(score, index, List.of(own.stepKey(), score.stepKey()));
      assertThat(input(lineage, score, "weights").producer()).contains(own.stepKey());
      assertThat(input(lineage, score, "weights").others())
          .containsExactly(own.equals(one) ? two.stepKey() : one.stepKey());
    }
  }

  /** A step that hands its input on makes the same content as the step before it. */
  @Test
  void aStepThatHandsOnWhatItReadsIsNotBehindItself() throws IOException {
    Manifest train = step("Train", "weights", Map.of("file", "outside"));
    Manifest prune = step("Prune", "weights", Map.of("weights", "weights"));
    Manifest freeze = step("Freeze", "weights", Map.of("state", "weights"));
    Manifest score = step("Score", "scores", Map.of("weights", "weights"));
    List<StepKey> run =
        List.of(train.stepKey(), prune.stepKey(), freeze.stepKey(), score.stepKey());

    Lineage lineage = Lineage.of(score, StoreIndex.of(store), run);

    assertThat(input(lineage, score, "weights").producer()).contains(freeze.stepKey());
    assertThat(input(lineage, freeze, "state").producer()).contains(prune.stepKey());
    assertThat(input(lineage, prune, "weights").producer()).contains(train.stepKey());
  }

  @Test
  void withoutARunNoStepIsBehindItselfEither() throws IOException {
    step("Train", "weights", Map.of("file", "outside"));
    Manifest prune = step("Prune", "weights", Map.of("weights", "weights"));
    Manifest freeze = step("Freeze", "weights", Map.of("weights", "weights"));

    Lineage lineage = Lineage.of(freeze, StoreIndex.of(store), List.of());

    assertThat(input(lineage, freeze, "weights").producer())
        .isPresent()
        .isNotEqualTo(Optional.of(freeze.stepKey()));
    if (lineage.steps().containsKey(prune.stepKey())) {
      assertThat(input(lineage, prune, "weights").producer())
          .isNotEqualTo(Optional.of(freeze.stepKey()));
    }
  }

  @Test
  void aManifestThatIsDamagedIsPassedOver() throws IOException {
    Manifest train = step("Train", "weights", Map.of("file", "outside"));
    Manifest other = step("Other", "elsewhere", Map.of("file", "outside"));
    Files.writeString(root.resolve(other.stepKey().folder()).resolve("manifest.json"), "{");

    assertThat(StoreIndex.of(store).producers(digest("weights"))).containsExactly(train);
    assertThat(StoreIndex.of(store).step(other.stepKey())).isEmpty();
  }

  @Test
  void contentsAndKeysAreFoundByTheirFirstDigits() throws IOException {
    Manifest train = step("Train", "weights", Map.of("file", "outside"));
    StoreIndex index = StoreIndex.of(store);

    assertThat(index.digests(digest("weights").substring(0, 8))).containsExactly(digest("weights"));
    assertThat(index.steps(train.key().substring(0, 8))).containsExactly(train);
    assertThat(index.digests("00000000000")).isEmpty();
  }

  private static Lineage.Input input(Lineage lineage, Manifest step, String name) {
    return Objects.requireNonNull(lineage.steps().get(step.stepKey())).inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String digest(String content) {
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
  }

  /** A step that read these contents and wrote one. */
  private Manifest step(String type, String content, Map<String, String> reads) throws IOException {
    Map<String, String> inputs = new TreeMap<>();
    reads.forEach((name, read) -> inputs.put(name, digest(read)));
    StepKey key = StepKey.of(type, "1", Map.of(), inputs);
    try (StepBuild build = store.build(key)) {
      Files.writeString(build.file("out"), content);
      return build.commit(
          List.of(new StepBuild.Draft("out", ArtifactKind.WEIGHTS, "out", Map.of())),
          outputs ->
              new Manifest(type, "1", key.digest(), Map.of(), inputs, outputs, 1, "jar", Map.of()));
    }
  }
}
