package org.longtail.transforms.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.images.BandedImages;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.store.StoreException;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.SmallPipeline;

@Tag("elsewhere")
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

  @ParameterizedTest
  @CsvSource({
    "natural, ones, ONES",
    "natural, reversed, REVERSED",
    "inverse, enhanced, ENHANCED",
    "enhanced, auto, ENHANCED"
  })
  void alphaNamesTheOffsetsWhateverTheSampling(String sampling, String alpha, Alpha expected)
      throws IOException {
    FinishedRun sampled =
        run.then(
            GroupSampling.create(config("few").setSampling(sampling).setAlpha(alpha).build()),
            Map.of("images", List.of(images)));

    boolean[] few = {false, false, false, true};
    assertThat(sampling(sampled, "Step").alpha())
        .containsExactly(expected.of(BandedImages.counts(), few, 0.8));
  }

  @ParameterizedTest
  @CsvSource({
    "cross_entropy, ONES",
    "balanced_softmax, BALANCED_SOFTMAX",
    "inverse_softmax, INVERSE_SOFTMAX"
  })
  void aLossOfAnotherMethodHasItsOffsets(String loss, Alpha expected) throws IOException {
    FinishedRun sampled =
        run.then(
            GroupSampling.create(config("few").setLoss(loss).build()),
            Map.of("images", List.of(images)));

    assertThat(sampling(sampled, "Step").alpha())
        .containsExactly(expected.of(BandedImages.counts(), new boolean[4], 0.8));
  }

  @Test
  void anAlphaWithALossOfAnotherMethodIsRefused() {
    GroupSamplingConfig both =
        config("few").setLoss("balanced_softmax").setAlpha("reversed").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupSampling.create(both))
        .withMessageContaining("field 'alpha': 'reversed'")
        .withMessageContaining("'loss' is balanced_softmax");
  }

  @Test
  void aShareOfTheGroupOutOfRangeIsRefusedWithItsRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupSampling.create(config("few").setRhoM(1.0).build()))
        .withMessageContaining("field 'rho_m': 1.0 must be above 0 and below 1");
  }

  @Test
  void theWholeSplitMakesTheGroupsAndWhatIsLeftTheRest() throws IOException {
    List<Artifact> left = given("left.arrow", file -> without(file, 0, 1, 2, 3, 4, 24));

    FinishedRun sampled =
        run.then(
            GroupSampling.create(config("few").build()),
            Map.of("images", left, "whole", List.of(images)));

    long[] counts = {19, 19, 10, 4};
    SamplingFile sampling = sampling(sampled, "Step");
    assertThat(sampling.classes())
        .extracting(SamplingFile.Row::group)
        .containsExactly("many", "many", "medium", "few");
    assertThat(sampling.classes())
        .extracting(SamplingFile.Row::count)
        .containsExactly(19L, 19L, 10L, 4L);
    assertThat(sampling.probabilities())
        .containsExactly(Sampling.INVERSE.probabilities(counts, new boolean[4], 0.8));
    assertThat(sampling.alpha()).containsExactly(Alpha.REVERSED.of(counts, new boolean[4], 0.8));
  }

  @Test
  void aWholeSplitThatIsSmallerThanWhatIsLeftIsRefused() throws IOException {
    List<Artifact> left = given("less.arrow", file -> without(file, 0));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run.then(
                    GroupSampling.create(config("few").build()),
                    Map.of("images", List.of(images), "whole", left)))
        .withMessageContaining("input 'whole' has 23 images of class 0 (0), 'images' has 24");
  }

  @Test
  void aClassWithoutATrainingImageIsRefusedByName() throws IOException {
    List<Artifact> gap =
        given("gap.arrow", file -> named(file, "zero", "one", "two", "three", "four"));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> run.then(GroupSampling.create(config("many").build()), Map.of("images", gap)))
        .withMessageContaining("class 4 (four) has no training image");
  }

  @Test
  void everyClassWithoutATrainingImageIsNamed() throws IOException {
    List<Artifact> gaps = given("gaps.arrow", file -> named(file, "a", "b", "c", "d", "e", "f"));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> run.then(GroupSampling.create(config("many").build()), Map.of("images", gaps)))
        .withMessageContaining("classes 4 (e), 5 (f) have no training image");
  }

  @Test
  void aLabelWithoutAClassIsRefusedAndNothingIsKept() throws IOException {
    byte[] stored = Files.readAllBytes(run.store().resolve(images.uri()));
    String one = new String(stored, StandardCharsets.ISO_8859_1);
    Path damaged = byHand("label.arrow");
    // As long as before, so that the file's offsets stay true.
    String threeNames = one.replace("[\"0\",\"1\",\"2\",\"3\"]", "[\"0\",\"1\",\"2\"    ]");
    Files.write(damaged, threeNames.getBytes(StandardCharsets.ISO_8859_1));
    Set<Path> before = steps();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                run.then(
                    GroupSampling.create(config("many").build()),
                    Map.of("images", List.of(run.given(damaged, ArtifactKind.IMAGES)))))
        .withMessageContaining("image 54: label 3 must be in 0..2, as there are 3 class names");
    assertThat(steps()).isEqualTo(before);
  }

  private Set<Path> steps() throws IOException {
    try (Stream<Path> keys = Files.list(run.store().resolve("steps/GroupSampling"))) {
      return keys.filter(key -> Files.exists(key.resolve("manifest.json")))
          .collect(Collectors.toSet());
    }
  }

  private List<Artifact> given(String name, UnaryOperator<ImagesFile> change) throws IOException {
    Path file = byHand(name);
    change.apply(ImagesFile.read(run.store().resolve(images.uri()))).write(file);
    return List.of(run.given(file, ArtifactKind.IMAGES));
  }

  private Path byHand(String name) throws IOException {
    return Files.createDirectories(run.store().resolve("by-hand")).resolve(name);
  }

  private static ImagesFile named(ImagesFile file, String... labels) {
    return new ImagesFile(file.split(), file.input(), List.of(labels), file.images());
  }

  private static ImagesFile without(ImagesFile file, long... images) {
    return new ImagesFile(
        file.split(),
        file.input(),
        file.labels(),
        file.images().stream()
            .filter(image -> LongStream.of(images).noneMatch(i -> i == image.image()))
            .toList());
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
