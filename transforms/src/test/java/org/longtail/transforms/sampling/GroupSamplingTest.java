package org.longtail.transforms.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.images.BandedImages;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.SmallPipeline;

@ExtendWith(SharedRun.class)
class GroupSamplingTest {

  private final FinishedRun run;
  private final Artifact images;

  GroupSamplingTest(FinishedRun run) {
    this.run = run;
    this.images = run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES);
  }

  @Test
  void everyClassHasItsCountAndItsGroup() throws IOException {
    SamplingFile sampling = sampling(run, "Sample1");

    assertThat(sampling.classes())
        .extracting(SamplingFile.Row::count)
        .containsExactly(24L, 20L, 10L, 4L);
    assertThat(sampling.classes())
        .extracting(SamplingFile.Row::group)
        .containsExactly("many", "many", "medium", "few");
  }

  @Test
  void theFileSaysWhichStageDrawsLikeThis() throws IOException {
    assertThat(sampling(run, "Sample2").provenance()).isEqualTo(Provenance.of(2, "medium"));
  }

  @Test
  void theStagesClassesAreThoseOfItsGroup() throws IOException {
    assertThat(sampling(run, "Sample1").stageClasses()).containsExactly(0, 1);
  }

  @Test
  void probabilitiesAndOffsetsAreThoseOfTheStage() throws IOException {
    SamplingFile sampling = sampling(run, "Sample2");
    boolean[] medium = {false, false, true, false};

    assertThat(sampling.probabilities())
        .containsExactly(Sampling.ENHANCED.probabilities(BandedImages.counts(), medium, 0.8));
    assertThat(sampling.alpha())
        .containsExactly(Alpha.ENHANCED.of(BandedImages.counts(), medium, 0.8));
  }

  @Test
  void crossEntropyOffsetsNoClass() throws IOException {
    FinishedRun sampled =
        run.then(
            GroupSampling.create(config("few").setLoss("cross_entropy").build()),
            Map.of("images", List.of(images)));

    assertThat(sampling(sampled, "Step").alpha()).containsOnly(1.0);
  }

  @Test
  void aGroupThatIsNotNamedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupSampling.create(config("tiny").build()))
        .withMessage("field 'group': no group 'tiny'; the groups are [many, medium, few]");
  }

  @Test
  void aGroupWithoutAClassIsRefused() {
    GroupSamplingConfig empty = config("many").setGroups(Map.of("many", 1000L, "few", 0L)).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(GroupSampling.create(empty), Map.of("images", List.of(images))))
        .withMessageContaining("group 'many' has no class");
  }

  @Test
  void aClassWithoutATrainingImageIsRefusedByName() throws IOException {
    ImagesFile all = ImagesFile.read(run.store().resolve(images.uri()));
    ImagesFile gap =
        new ImagesFile(
            "train", all.input(), List.of("zero", "one", "two", "three", "four"), all.images());
    Path file = Files.createDirectories(run.store().resolve("by-hand")).resolve("gap.arrow");
    gap.write(file);
    Map<String, List<Artifact>> inputs =
        Map.of("images", List.of(run.given(file, ArtifactKind.IMAGES)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(GroupSampling.create(config("many").build()), inputs))
        .withMessageContaining("class 4 (four) has no training image");
  }

  private static GroupSamplingConfig.Builder config(String group) {
    return GroupSamplingConfig.builder()
        .setStage(3)
        .setGroup(group)
        .setGroups(SmallPipeline.GROUPS)
        .setSampling("inverse");
  }

  private static SamplingFile sampling(FinishedRun run, String step) throws IOException {
    return SamplingFile.read(run.file(step, "sampling.arrow"));
  }
}
