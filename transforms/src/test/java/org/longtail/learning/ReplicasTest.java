package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.longtail.images.Augmentation;
import org.longtail.schemas.arrow.Tensor;

/** What a batch leaves that a network and its copies share, against one network part by part. */
class ReplicasTest {

  private static final ImageBatches IMAGES = TinyNetworks.batches(Augmentation.NONE);
  private static final CompensationLoss LOSS =
      new CompensationLoss(new double[] {0.4, 0.3, 0.2, 0.1});
  private static final double TOLERANCE = 1e-4;

  /** What a batch leaves in a network. */
  private record Batch(double loss, List<Tensor> gradients, List<Tensor> statistics) {}

  @Property(tries = 20)
  void theGradientIsThatOfTheMeanLossOverAllParts(
      @ForAll @IntRange(min = 1, max = 6) int replicas,
      @ForAll @IntRange(min = 1, max = 20) int size) {
    List<int[]> parts = parts(size, replicas);
    List<Batch> alone = parts.stream().map(part -> batch(part, 1)).toList();

    Batch shared = batch(images(0, size), replicas);

    List<Double> shares = parts.stream().map(part -> (double) part.length / size).toList();
    assertThat(shared.loss())
        .isCloseTo(weighted(alone.stream().map(Batch::loss).toList(), shares), within(1e-5));
    CloseTensors.assertClose(
        shared.gradients(),
        weightedTensors(alone.stream().map(Batch::gradients).toList(), shares),
        TOLERANCE);
  }

  @Property(tries = 20)
  void runningStatisticsAreTheMeansOfThoseOfTheParts(
      @ForAll @IntRange(min = 1, max = 6) int replicas,
      @ForAll @IntRange(min = 1, max = 20) int size) {
    List<List<Tensor>> alone =
        parts(size, replicas).stream().map(part -> batch(part, 1).statistics()).toList();

    List<Tensor> shared = batch(images(0, size), replicas).statistics();

    double share = 1.0 / alone.size();
    CloseTensors.assertClose(
        shared, weightedTensors(alone, Collections.nCopies(alone.size(), share)), TOLERANCE);
  }

  @Example
  void aBatchLeavesAllThatIsTrainedAsItWas() {
    try (Network network = TinyNetworks.initialised(1)) {
      Map<String, List<Integer>> before = trainedBits(network);

      gradients(network, images(0, 12), 3);

      assertThat(trainedBits(network)).isEqualTo(before);
    }
  }

  @Example
  void theMemoryOfAPartIsGivenBackBeforeTheNextOne() {
    List<NDManager> before = new ArrayList<>();
    try (Network network = TinyNetworks.initialised(1);
        Replicas replicas = Replicas.of(network, 3)) {
      replicas.gradients(
          images(0, 12),
          (replica, part) -> {
            assertThat(before).noneMatch(NDManager::isOpen);
            before.add(replica.manager());
            return loss(replica, part, 12);
          });
    }
    assertThat(before).hasSize(3);
  }

  @Example
  void statisticsThatAreKeptStayAsTheyAre() {
    try (Network network = TinyNetworks.initialised(1)) {
      ClassifierRetraining.prepare(network, 1, 1);
      Map<String, List<Integer>> before = TinyNetworks.bits(network);

      gradients(network, images(0, 12), 3);

      assertThat(TinyNetworks.bits(network)).isEqualTo(before);
    }
  }

  private static Map<String, List<Integer>> trainedBits(Network network) {
    Map<String, List<Integer>> bits = TinyNetworks.bits(network);
    bits.keySet().retainAll(network.trained().stream().map(NamedParameter::name).toList());
    return bits;
  }

  private static Batch batch(int[] which, int replicas) {
    try (Network network = TinyNetworks.initialised(1)) {
      double loss = gradients(network, which, replicas);
      List<Tensor> statistics =
          network.tensors().stream().filter(tensor -> tensor.name().contains("running_")).toList();
      return new Batch(loss, Gradients.take(network), statistics);
    }
  }

  private static double gradients(Network network, int[] which, int count) {
    try (Replicas replicas = Replicas.of(network, count)) {
      return replicas.gradients(which, (replica, part) -> loss(replica, part, which.length));
    }
  }

  private static NDArray loss(Replica replica, int[] part, int size) {
    NDArray images = IMAGES.plain(replica.manager(), part);
    return LOSS.sum(replica.logits(images), IMAGES.labels(part)).div(size);
  }

  /** A batch cut as evenly as can be, larger parts first; no part is empty. */
  private static List<int[]> parts(int size, int replicas) {
    List<int[]> parts = new ArrayList<>();
    int from = 0;
    for (int left = Math.min(size, replicas); left > 0; left--) {
      int to = from + (size - from + left - 1) / left;
      parts.add(images(from, to));
      from = to;
    }
    return parts;
  }

  /** Images of all classes, in an order of no meaning. */
  private static int[] images(int from, int to) {
    return IntStream.range(from, to).map(i -> i * 17 % 58).toArray();
  }

  private static double weighted(List<Double> values, List<Double> shares) {
    return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i) * shares.get(i)).sum();
  }

  /** The sum of terms, each times its share, tensor by tensor. */
  private static List<Tensor> weightedTensors(List<List<Tensor>> terms, List<Double> shares) {
    List<Tensor> sums = new ArrayList<>();
    for (int tensor = 0; tensor < terms.get(0).size(); tensor++) {
      Tensor first = terms.get(0).get(tensor);
      float[] sum = new float[first.values().length];
      for (int term = 0; term < terms.size(); term++) {
        float[] values = terms.get(term).get(tensor).values();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += (float) (values[i] * shares.get(term));
        }
      }
      sums.add(first.withValues(sum));
    }
    return sums;
  }
}
