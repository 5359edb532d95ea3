package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.longtail.images.Augmentation;
import org.longtail.images.Draws;
import org.longtail.schemas.arrow.Mask;

/** What holds of training and importance whatever is frozen and however images are split. */
class LearningInvariantsTest {

  private static final int LABEL = 0;
  private static final double[] EQUAL = {0.25, 0.25, 0.25, 0.25};
  private static final CompensationLoss LOSS =
      new CompensationLoss(new double[] {0.4, 0.3, 0.2, 0.1});

  /** Sums in another order differ by single precision's rounding, relative to the largest term. */
  private static final double TOLERANCE = 1e-4;

  @Property(tries = 12)
  void frozenPositionsKeepTheirBitsWhileTheRestTrains(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0, max = 0.99) double momentum,
      @ForAll @DoubleRange(min = 0, max = 0.1) double weightDecay,
      @ForAll @IntRange(min = 1, max = 4) int replicas) {
    try (Network network = TinyNetworks.initialised(seed)) {
      List<Mask> frozen = masks(network, seed, share);
      Map<String, List<Integer>> before = TinyNetworks.bits(network);
      TrainingSettings settings =
          new TrainingSettings(16, replicas, momentum, weightDecay, new Augmentation(1, true));

      new StageTrainer(
              network, TinyNetworks.batches(settings.augmentation()), EQUAL, LOSS, settings)
          .train(
              FreePositions.all(network).without(frozen),
              new TrainingPlan(1, 0.05, LearningRate.COSINE),
              new DrawStream(seed, 2, "train"),
              ProgressListener.SILENT);

      Map<String, List<Integer>> after = TinyNetworks.bits(network);
      for (Mask mask : frozen) {
        assertThat(at(after, mask)).as(mask.name()).isEqualTo(at(before, mask));
      }
      assertThat(after.get("fc.bias")).isNotEqualTo(before.get("fc.bias"));
    }
  }

  @Property(tries = 15)
  void taylorGradientsOfPartsAddUpToThoseOfTheWholeClass(
      @ForAll @Size(min = 1, max = 28) List<@IntRange(max = 5) Integer> parts) {
    try (Network network = TinyNetworks.initialised(3)) {
      TaylorImportance importance = new TaylorImportance(network, LOSS);
      GradientSum whole = importance.gradients(LABEL, images(network, members()));

      GradientSum sum =
          parts.stream()
              .distinct()
              .map(part -> membersOf(part, parts))
              .filter(members -> members.length > 0)
              .map(members -> importance.gradients(LABEL, images(network, members)))
              .reduce(GradientSum::plus)
              .orElseThrow();

      assertThat(sum.images()).isEqualTo(whole.images());
      CloseTensors.assertClose(
          TaylorImportance.squared(sum, network.decoupledTensors()),
          TaylorImportance.squared(whole, network.decoupledTensors()),
          TOLERANCE);
    }
  }

  @Property(tries = 10)
  void scoresSummedOverSomeClassesAddUpToThoseOfTheGroup(
      @ForAll @Size(4) List<@IntRange(max = 2) Integer> partOfClass) {
    try (Network network = TinyNetworks.initialised(3)) {
      TaylorImportance importance = new TaylorImportance(network, LOSS);
      ClassImages images = new ClassBatches(network, TinyNetworks.batches(Augmentation.NONE));

      ClassScores sum =
          partOfClass.stream()
              .distinct()
              .map(
                  part ->
                      IntStream.range(0, partOfClass.size())
                          .filter(label -> partOfClass.get(label).equals(part))
                          .toArray())
              .map(classes -> importance.summed(classes, images))
              .reduce(ClassScores::plus)
              .orElseThrow();

      assertThat(sum.classes()).isEqualTo(partOfClass.size());
      CloseTensors.assertClose(
          sum.mean(), importance.scores(new int[] {0, 1, 2, 3}, images), TOLERANCE);
    }
  }

  @Property(tries = 10)
  void fisherSumsOfPartsThatEndWithABatchAddUpToThatOfAllBatches(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 9) Integer> batches) {
    try (Network network = TinyNetworks.initialised(3)) {
      FisherImportance importance = new FisherImportance(network, LOSS);
      List<int[]> split = split(batches);
      GradientSum whole =
          importance.squaredGradients(
              LABEL, (label, visitor) -> split.forEach(which -> visit(network, which, visitor)));

      GradientSum sum =
          split.stream()
              .map(which -> importance.squaredGradients(LABEL, images(network, which)))
              .reduce(GradientSum::plus)
              .orElseThrow();

      assertThat(sum.images()).isEqualTo(whole.images());
      CloseTensors.assertClose(sum.tensors(), whole.tensors(), TOLERANCE);
    }
  }

  /** Freezes each position of each decoupled tensor with a probability. */
  private static List<Mask> masks(Network network, long seed, double share) {
    Draws draws = Draws.of(seed, "frozen");
    return network.decoupledTensors().stream()
        .map(
            tensor -> {
              BitSet keep = new BitSet();
              for (int i = 0; i < tensor.values().length; i++) {
                keep.set(i, draws.below(1000) < 1000 * share);
              }
              return new Mask(tensor.name(), tensor.shape(), keep);
            })
        .toList();
  }

  private static List<Integer> at(Map<String, List<Integer>> bits, Mask mask) {
    List<Integer> tensor = bits.getOrDefault(mask.name(), List.of());
    return mask.keep().stream().mapToObj(tensor::get).toList();
  }

  private static int[] members() {
    int[] labels = TinyNetworks.batches(Augmentation.NONE).images().labels();
    return IntStream.range(0, labels.length).filter(i -> labels[i] == LABEL).toArray();
  }

  /** The images of a part; those beyond the list are in the first of its parts. */
  private static int[] membersOf(int part, List<Integer> parts) {
    int[] members = members();
    return IntStream.range(0, members.length)
        .filter(i -> parts.get(i < parts.size() ? i : 0) == part)
        .map(i -> members[i])
        .toArray();
  }

  /** The images in batches of these sizes, over and over. */
  private static List<int[]> split(List<Integer> sizes) {
    int[] members = members();
    List<int[]> split = new ArrayList<>();
    int from = 0;
    for (int batch = 0; from < members.length; batch++) {
      int to = Math.min(members.length, from + sizes.get(batch % sizes.size()));
      split.add(Arrays.copyOfRange(members, from, to));
      from = to;
    }
    return split;
  }

  private static ClassImages images(Network network, int[] which) {
    return (label, visitor) -> visit(network, which, visitor);
  }

  private static void visit(Network network, int[] which, ClassImages.Visitor visitor) {
    ImageBatches batches = TinyNetworks.batches(Augmentation.NONE);
    try (NDManager manager = network.newBatch()) {
      visitor.visit(batches.plain(manager, which), batches.labels(which));
    }
  }
}
