package org.longtail.transforms.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImportanceFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.Tensors;

@ExtendWith(SharedRun.class)
class ImportanceScoresTest {

  private final FinishedRun run;

  ImportanceScoresTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void everyDecoupledTensorIsScoredInNetworkOrder() throws IOException {
    assertThat(importance("Score1").scores())
        .extracting(Tensor::name)
        .containsExactlyElementsOf(
            run.weights("Train1").tensors().stream()
                .filter(Tensors::decoupled)
                .map(Tensor::name)
                .toList());
  }

  @Test
  void noScoreIsBelowZeroAndSomeAreAbove() throws IOException {
    for (Tensor tensor : importance("Score1").scores()) {
      assertThat(IntStream.range(0, tensor.values().length).mapToDouble(i -> tensor.values()[i]))
          .as(tensor.name())
          .allMatch(score -> score >= 0)
          .anyMatch(score -> score > 0);
    }
  }

  @Test
  void theScoresSayWhichGroupTheyAreFor() throws IOException {
    assertThat(importance("Score2").provenance()).isEqualTo(Provenance.of(2, "medium"));
  }

  @Test
  void theScoresSayWhichCriterionTheyAreBy() throws IOException {
    assertThat(importance("Score1").criterion()).isEqualTo("taylor");
  }

  @Test
  void fisherScoresAreOthersThanTaylorScores() throws IOException {
    FinishedRun scored =
        run.then(
            create("fisher"),
            Map.of("images", images(), "sampling", sampling(), "weights", weights()));

    ImportanceFile fisher = ImportanceFile.read(scored.file("Step", "importance.arrow"));
    assertThat(fisher.criterion()).isEqualTo("fisher");
    assertThat(Tensors.bits(fisher.scores()))
        .isNotEqualTo(Tensors.bits(importance("Score1").scores()));
  }

  @Test
  void magnitudesNeedNoImages() throws IOException {
    FinishedRun scored =
        run.then(create("l1"), Map.of("sampling", sampling(), "weights", weights()));

    ImportanceFile magnitudes = ImportanceFile.read(scored.file("Step", "importance.arrow"));
    assertThat(magnitudes.criterion()).isEqualTo("l1");
    for (Tensor scores : magnitudes.scores()) {
      float[] values =
          Tensors.named(run.weights("Train1").tensors(), scores.name()).values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.abs(values[i]);
      }
      assertThat(scores.values()).as(scores.name()).isEqualTo(values);
    }
  }

  @Test
  void gradientsWithoutImagesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create("fisher").checkInputs(Set.of("sampling", "weights")))
        .withMessageContaining("field 'criterion' is fisher but input 'images' is not connected");
  }

  private static ImportanceScores create(String criterion) {
    return ImportanceScores.create(
        ImportanceScoresConfig.builder().setCriterion(criterion).build());
  }

  private List<Artifact> images() {
    return List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES));
  }

  private List<Artifact> sampling() {
    return List.of(run.artifact("Sample1", "sampling.arrow", ArtifactKind.SAMPLING));
  }

  private List<Artifact> weights() {
    return List.of(run.artifact("Train1", "weights.arrow", ArtifactKind.WEIGHTS));
  }

  private ImportanceFile importance(String step) throws IOException {
    return ImportanceFile.read(run.file(step, "importance.arrow"));
  }
}
