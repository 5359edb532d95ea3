package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.images.Augmentation;
import org.longtail.schemas.arrow.Tensor;

class TaylorImportanceTest {

  private static final double TOLERANCE = 1e-4;

  private final Network network = TinyNetworks.initialised(1);
  private final ImageBatches batches = TinyNetworks.batches(Augmentation.NONE);
  private final TaylorImportance importance =
      new TaylorImportance(network, new CompensationLoss(new double[] {0.4, 0.3, 0.2, 0.1}));

  @AfterEach
  void close() {
    network.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7, 23})
  void anySplitIntoBatchesGivesTheSameScores(int batchSize) {
    List<Tensor> whole = importance.scores(new int[] {0, 2}, split(58));

    List<Tensor> parts = importance.scores(new int[] {0, 2}, split(batchSize));

    assertClose(parts, whole);
  }

  @Test
  void theScoreOfAGroupIsTheMeanOverItsClasses() {
    List<Tensor> zero = importance.scores(new int[] {0}, split(58));
    List<Tensor> three = importance.scores(new int[] {3}, split(58));
    List<Tensor> mean =
        IntStream.range(0, zero.size()).mapToObj(i -> mean(zero.get(i), three.get(i))).toList();

    assertClose(importance.scores(new int[] {0, 3}, split(58)), mean);
  }

  @Test
  void theShippedBatchesAreOneSuchSplit() {
    assertClose(
        importance.scores(new int[] {1, 3}, new ClassBatches(network, batches)),
        importance.scores(new int[] {1, 3}, split(3)));
  }

  @Test
  void gradientsLeftOverFromTrainingDoNotCount() {
    List<Tensor> clean = importance.scores(new int[] {1}, split(58));
    try (NDManager manager = network.newBatch();
        GradientScope gradients = GradientScope.record()) {
      gradients.backward(network.logits(batches.plain(manager, new int[] {0}), false).sum());
    }

    assertThat(importance.scores(new int[] {1}, split(58)))
        .extracting(TinyNetworks::bits)
        .isEqualTo(clean.stream().map(TinyNetworks::bits).toList());
  }

  @Test
  void theNetworkAndItsRunningStatisticsStayAsTheyAre() {
    Map<String, List<Integer>> before = TinyNetworks.bits(network);

    importance.scores(new int[] {0, 1, 2, 3}, split(10));

    assertThat(TinyNetworks.bits(network)).isEqualTo(before);
  }

  @Test
  void aGroupWithoutAClassIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> importance.scores(new int[0], split(58)))
        .withMessageContaining("without a class");
  }

  @Test
  void aClassWithoutAnImageIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> importance.scores(new int[] {0, 4}, split(58)))
        .withMessage("importance of class 4: it has no image");
  }

  private ClassImages split(int batchSize) {
    return (label, visitor) -> {
      int[] labels = batches.images().labels();
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      for (int from = 0; from < members.length; from += batchSize) {
        int[] which = Arrays.copyOfRange(members, from, Math.min(members.length, from + batchSize));
        try (NDManager manager = network.newBatch()) {
          visitor.visit(batches.plain(manager, which), batches.labels(which));
        }
      }
    };
  }

  private static Tensor mean(Tensor a, Tensor b) {
    float[] mean = new float[a.values().length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (a.values()[i] + b.values()[i]) / 2;
    }
    return a.withValues(mean);
  }

  /** Relative to the largest score, as rounding errors are as large as the largest terms. */
  private static void assertClose(List<Tensor> actual, List<Tensor> expected) {
    assertThat(actual)
        .extracting(Tensor::name)
        .isEqualTo(expected.stream().map(Tensor::name).toList());
    for (int i = 0; i < expected.size(); i++) {
      float[] wanted = expected.get(i).values();
      double largest =
          IntStream.range(0, wanted.length).mapToDouble(j -> wanted[j]).max().orElseThrow();
      assertThat(largest).isPositive();
      assertThat(actual.get(i).values())
          .as(expected.get(i).name())
          .containsExactly(wanted, within((float) (TOLERANCE * largest)));
    }
  }
}
