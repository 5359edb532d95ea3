package org.longtail.transforms.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.images.BandedImages;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Criterion;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImportanceFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.Tensors;
import org.longtail.transforms.training.OpenStage;

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
  void aLargeGroupIsScoredInPartsOfWholeClasses(@TempDir Path folder) throws IOException {
    long[] counts = {4200, 300, 10, 4};
    Artifact images = images(counts, folder);
    Artifact sampling = sampling(counts, folder);

    FinishedRun scored =
        run.then(
            create("taylor"),
            Map.of("images", List.of(images), "sampling", List.of(sampling), "weights", weights()));

    assertThat(scored.steps().keySet())
        .containsExactlyInAnyOrder("Step", "Step/classes 0-0", "Step/classes 1-1");
    try (OpenStage stage =
        OpenStage.of(
            run.weights("Train1"),
            run.store().resolve(images.uri()),
            run.store().resolve(sampling.uri()),
            List.of())) {
      assertThat(
              Tensors.bits(ImportanceFile.read(scored.file("Step", "importance.arrow")).scores()))
          .isEqualTo(Tensors.bits(StageImportance.of(stage, Criterion.TAYLOR)));
    }
  }

  /** Images of the classes, each class's over and over. */
  private Artifact images(long[] counts, Path folder) throws IOException {
    LabelledImages few = BandedImages.train();
    List<Integer> which = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      int y = label;
      int[] members = IntStream.range(0, few.size()).filter(i -> few.labels()[i] == y).toArray();
      for (int i = 0; i < counts[label]; i++) {
        which.add(members[i % members.length]);
      }
    }
    Path file = folder.resolve("images-train.arrow");
    few.select(which.stream().mapToInt(Integer::intValue).toArray())
        .toFile("train", run.weights("Train1").network().input(), List.of("a", "b", "c", "d"))
        .write(file);
    return run.given(file, ArtifactKind.IMAGES);
  }

  private Artifact sampling(long[] counts, Path folder) throws IOException {
    Path file = folder.resolve("sampling.arrow");
    SamplingFile stored = SamplingFile.read(run.file("Sample1", "sampling.arrow"));
    List<SamplingFile.Row> rows = new ArrayList<>();
    for (SamplingFile.Row row : stored.classes()) {
      rows.add(
          new SamplingFile.Row(
              row.index(),
              row.label(),
              counts[row.index()],
              row.group(),
              row.probability(),
              row.alpha()));
    }
    new SamplingFile(stored.provenance(), rows).write(file);
    return run.given(file, ArtifactKind.SAMPLING);
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
