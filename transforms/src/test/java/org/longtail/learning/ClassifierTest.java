package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.images.BandedImages;
import org.longtail.images.Draws;
import org.longtail.images.LabelledImages;

class ClassifierTest {

  private final Network network = TinyNetworks.initialised(1);

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void everyImageGetsARowThatSumsToOne() {
    float[][] probabilities = Classifier.probabilities(network, batches(58));

    assertThat(probabilities).hasNumberOfRows(58);
    assertThat(List.of(probabilities))
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(4);
              assertThat(sum(row)).isCloseTo(1, within(1e-6));
            });
  }

  @Test
  void theNetworkStaysAsItIs() {
    Map<String, List<Integer>> before = TinyNetworks.bits(network);

    Classifier.probabilities(network, batches(58));
    Classifier.viewProbabilities(network, batches(58), image -> Draws.of(1, image));

    assertThat(TinyNetworks.bits(network)).isEqualTo(before);
  }

  @Test
  void anImageGetsTheSameRowInAnyBatch() {
    float[][] together = Classifier.probabilities(network, batches(300));

    for (int image : new int[] {0, 127, 128, 299}) {
      ImageBatches alone =
          new ImageBatches(
              repeated(300).select(new int[] {image}), TinyNetworks.INPUT, Augmentation.NONE);
      assertThat(Classifier.probabilities(network, alone)[0])
          .as("image %d", image)
          .containsExactly(together[image], within(1e-5f));
    }
  }

  @Test
  void aViewIsAFunctionOfItsDraws() {
    assertThat(views(1)).isDeepEqualTo(views(1));
  }

  @Test
  void otherDrawsGiveAnotherView() {
    assertThat(views(2)[0]).isNotEqualTo(views(1)[0]);
  }

  @Test
  void theMostProbableClassIsPredicted() {
    assertThat(Classifier.predicted(new float[] {0.2f, 0.5f, 0.3f})).isEqualTo(1);
  }

  @Test
  void theFirstOfEquallyProbableClassesIsPredicted() {
    assertThat(Classifier.predicted(new float[] {0.2f, 0.4f, 0.4f})).isEqualTo(1);
  }

  private float[][] views(long seed) {
    return Classifier.viewProbabilities(
        network,
        new ImageBatches(repeated(5), TinyNetworks.INPUT, new Augmentation(4, true)),
        image -> Draws.of(seed, image));
  }

  private static ImageBatches batches(int images) {
    return new ImageBatches(repeated(images), TinyNetworks.INPUT, new Augmentation(1, true));
  }

  private static LabelledImages repeated(int images) {
    LabelledImages train = BandedImages.train();
    return train.select(IntStream.range(0, images).map(i -> i % train.size()).toArray());
  }

  private static double sum(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(y -> row[y]).sum();
  }
}
