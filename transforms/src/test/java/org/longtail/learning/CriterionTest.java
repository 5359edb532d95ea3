package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.schemas.arrow.Tensor;

class CriterionTest {

  private static final double TOLERANCE = 1e-5;
  private static final int[] CLASSES = {0, 2};

  private final Network network = TinyNetworks.initialised(1);
  private final ImageBatches batches = TinyNetworks.batches(Augmentation.NONE);
  private final CompensationLoss loss = new CompensationLoss(new double[] {0.4, 0.3, 0.2, 0.1});

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void magnitudesAreTheAbsoluteWeights() {
    List<Tensor> scores = Criterion.L1.scores(network, loss, CLASSES, batchesOf(58));

    assertThat(scores).extracting(Tensor::name).isEqualTo(names());
    for (Tensor score : scores) {
      float[] weights = TinyNetworks.tensor(network, score.name()).values();
      for (int i = 0; i < weights.length; i++) {
        assertThat(score.values()[i]).isEqualTo(Math.abs(weights[i]));
      }
    }
  }

  @Test
  void fisherIsTheSquaredGradientWhereABatchHoldsTheWholeClass() {
    TaylorImportance taylor = new TaylorImportance(network, loss);
    List<Tensor> scores = Criterion.FISHER.scores(network, loss, new int[] {2}, batchesOf(58));

    List<Tensor> gradients = taylor.gradients(2, batchesOf(58)).mean();

    assertClose(scores, gradients, (gradient, i) -> gradient.values()[i] * gradient.values()[i]);
  }

  @Test
  void fisherWeighsTheSquaredGradientOfABatchByItsImages() {
    int[] members = members(0);
    int first = members.length - 1;
    TaylorImportance taylor = new TaylorImportance(network, loss);

    List<Tensor> scores = Criterion.FISHER.scores(network, loss, new int[] {0}, batchesOf(first));

    List<Tensor> most = taylor.gradients(0, parts(members, 0, first)).mean();
    List<Tensor> last = taylor.gradients(0, parts(members, first, members.length)).mean();
    for (int t = 0; t < most.size(); t++) {
      float[] b = last.get(t).values();
      assertClose(
          scores.subList(t, t + 1),
          most.subList(t, t + 1),
          (a, i) ->
              (first * (double) a.values()[i] * a.values()[i] + (double) b[i] * b[i])
                  / members.length);
    }
  }

  @Test
  void fisherOfAGroupIsTheMeanOverItsClasses() {
    FisherImportance fisher = new FisherImportance(network, loss);
    List<Tensor> zero = fisher.scores(new int[] {0}, batchesOf(5));
    List<Tensor> two = fisher.scores(new int[] {2}, batchesOf(5));

    List<Tensor> both = fisher.scores(CLASSES, batchesOf(5));

    for (int t = 0; t < both.size(); t++) {
      float[] b = two.get(t).values();
      assertClose(
          both.subList(t, t + 1),
          zero.subList(t, t + 1),
          (a, i) -> (a.values()[i] + (double) b[i]) / 2);
    }
  }

  @Test
  void aClassWithoutAnImageHasNoFisherInformation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Criterion.FISHER.scores(network, loss, new int[] {4}, batchesOf(5)))
        .withMessage("importance of class 4: it has no image");
  }

  @Test
  void anUnknownCriterionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Criterion.of("l2"))
        .withMessage("criterion 'l2' is not one of taylor, fisher, l1");
  }

  private List<String> names() {
    return network.decoupled().stream().map(NamedParameter::name).toList();
  }

  private int[] members(int label) {
    int[] labels = batches.images().labels();
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  private ClassImages batchesOf(int size) {
    return (label, visitor) -> {
      int[] members = members(label);
      for (int from = 0; from < members.length; from += size) {
        visit(members, from, Math.min(members.length, from + size), visitor);
      }
    };
  }

  private ClassImages parts(int[] members, int from, int to) {
    return (label, visitor) -> visit(members, from, to, visitor);
  }

  private void visit(int[] members, int from, int to, ClassImages.Visitor visitor) {
    int[] which = Arrays.copyOfRange(members, from, to);
    try (NDManager manager = network.newBatch()) {
      visitor.visit(batches.plain(manager, which), batches.labels(which));
    }
  }

  @FunctionalInterface
  private interface Expected {
    double at(Tensor tensor, int position);
  }

  private static void assertClose(List<Tensor> actual, List<Tensor> tensors, Expected expected) {
    for (int t = 0; t < tensors.size(); t++) {
      Tensor tensor = tensors.get(t);
      double[] wanted =
          IntStream.range(0, tensor.values().length)
              .mapToDouble(i -> expected.at(tensor, i))
              .toArray();
      double largest = Arrays.stream(wanted).max().orElseThrow();
      assertThat(largest).isPositive();
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) actual.get(t).values()[i])
            .as("%s, position %d", tensor.name(), i)
            .isCloseTo(wanted[i], within(TOLERANCE * largest));
      }
    }
  }
}
