package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into the files of tables comes out of them again. */
class RoundTripTest {

  /** Bit for bit, where AssertJ would let decimals pass that are near each other. */
  private static final RecursiveComparisonConfiguration EXACTLY =
      RecursiveComparisonConfiguration.builder()
          .withEqualsForType(Float::equals, Float.class)
          .withEqualsForType(Double::equals, Double.class)
          .build();

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    file = folder.resolve("a.arrow");
  }

  @Test
  void importanceComesBack() throws IOException {
    Layouts.importance().write(file);

    ImportanceFile read = ImportanceFile.read(file);

    assertThat(read.provenance()).isEqualTo(Layouts.importance().provenance());
    assertThat(read.criterion()).isEqualTo("fisher");
    assertThat(read.scores())
        .extracting(Tensor::name, Tensor::shape, Tensor::values)
        .usingRecursiveFieldByFieldElementComparator(EXACTLY)
        .containsExactlyElementsOf(
            Layouts.importance().scores().stream()
                .map(score -> tuple(score.name(), score.shape(), score.values()))
                .toList());
  }

  @Test
  void aCheckpointComesBack() throws IOException {
    Layouts.checkpoint().write(file);

    assertThat(CheckpointFile.read(file))
        .usingRecursiveComparison(EXACTLY)
        .withEqualsForType(RoundTripTest::sameTensor, Tensor.class)
        .isEqualTo(Layouts.checkpoint());
  }

  private static boolean sameTensor(Tensor one, Tensor other) {
    return one.name().equals(other.name())
        && Arrays.equals(one.shape(), other.shape())
        && Arrays.equals(one.values(), other.values());
  }

  @Test
  void samplingComesBack() throws IOException {
    Layouts.sampling().write(file);

    assertThat(SamplingFile.read(file)).isEqualTo(Layouts.sampling());
  }

  @Test
  void aSweepComesBackWithWhatIsNotANumber() throws IOException {
    Layouts.sweep().write(file);

    assertThat(SweepFile.read(file)).isEqualTo(Layouts.sweep());
  }

  @Test
  void aSweepComesBackWithGroupsOfAnyName() throws IOException {
    SweepFile sweep =
        new SweepFile(
            Provenance.of(2, "upper_medium"),
            List.of(
                new SweepFile.Point(
                    0, 0.5, 0.75, Double.NaN, 0.25, false, Map.of("upper_medium", 0.5)),
                new SweepFile.Point(
                    0.1,
                    0.5,
                    0.75,
                    Double.NaN,
                    0.25,
                    true,
                    Map.of("upper_medium", 0.625, "gamma", Double.NaN))));
    sweep.write(file);

    List<SweepFile.Point> points = SweepFile.read(file).points();
    assertThat(points.get(0).others())
        .containsExactly(entry("gamma", Double.NaN), entry("upper_medium", 0.5));
    assertThat(points.get(1)).isEqualTo(sweep.points().get(1));
  }

  @Test
  void predictionsComeBack() throws IOException {
    Layouts.predictions().write(file);

    assertThat(PredictionsFile.read(file))
        .usingRecursiveComparison(EXACTLY)
        .isEqualTo(Layouts.predictions());
  }

  @Test
  void anEvaluationComesBackWithWhatIsNotANumber() throws IOException {
    Layouts.evaluation().write(file);

    assertThat(EvaluationFile.read(file))
        .usingRecursiveComparison(EXACTLY)
        .isEqualTo(Layouts.evaluation());
  }

  @Test
  void aBalanceComesBackWithWhatIsNotANumber() throws IOException {
    Layouts.balance().write(file);

    assertThat(BalanceFile.read(file)).isEqualTo(Layouts.balance());
  }

  @Test
  void anEvaluationOfNothingComesBack() throws IOException {
    new EvaluationFile(List.of()).write(file);

    assertThat(EvaluationFile.read(file).scores()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8193})
  void imagesOfAnyNumberComeBackInOrder(int count) throws IOException {
    ImagesFile images = Layouts.images(count);
    images.write(file);

    ImagesFile read = ImagesFile.read(file);

    assertThat(read.images())
        .usingElementComparator(RoundTripTest::compareImages)
        .containsExactlyElementsOf(images.images());
  }

  @Test
  void splitInputAndLabelsOfImagesComeBack() throws IOException {
    Layouts.images(2).write(file);

    ImagesFile read = ImagesFile.read(file);

    assertThat(read.split()).isEqualTo("train");
    assertThat(read.input()).isEqualTo(Layouts.grey());
    assertThat(read.labels()).containsExactly("shirt", "Grüße");
  }

  @ParameterizedTest
  @CsvSource({"4096, 1", "4097, 2", "8193, 3"})
  void imagesAreWrittenInSeveralBatches(int count, int batches) throws IOException {
    Layouts.images(count).write(file);

    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      assertThat(reader.getRecordBlocks()).hasSize(batches);
    }
  }

  @Test
  void theImagesOfEachClassAreCounted() {
    assertThat(Layouts.images(5).counts()).containsExactly(3, 2);
  }

  @Test
  void samplingTellsProbabilitiesAndOffsetsByClass() {
    assertThat(Layouts.sampling().probabilities()).containsExactly(0.8, 0.1 + 0.2, 1e-300);
    assertThat(Layouts.sampling().alpha()).containsExactly(1.25, 0.5, 1);
  }

  @Test
  void samplingTellsTheClassesOfItsStage() {
    assertThat(Layouts.sampling().stageClasses()).containsExactly(0, 2);
  }

  private static int compareImages(ImagesFile.Image one, ImagesFile.Image other) {
    boolean same =
        one.image() == other.image()
            && one.label() == other.label()
            && Arrays.equals(one.pixels(), other.pixels());
    return same ? 0 : 1;
  }
}
