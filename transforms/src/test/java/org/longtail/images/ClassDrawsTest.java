package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassDrawsTest {

  /** 0.1 % of honest samples of 3 degrees of freedom are above this. */
  private static final double CHI_SQUARE_OF_4_CLASSES = 16.27;

  private static final int[] LABELS = {2, 0, 1, 0, 2, 3, 0, 0, 1};

  @Test
  void classesAreDrawnByTheirProbabilities() {
    double[] probabilities = {0.05, 0.15, 0.3, 0.5};
    int size = 20_000;

    int[] epoch = ClassDraws.of(LABELS, probabilities).epoch(Draws.of(1, "classes"), size);

    long[] drawn = new long[4];
    Arrays.stream(epoch).forEach(image -> drawn[LABELS[image]]++);
    double chiSquare =
        IntStream.range(0, 4)
            .mapToDouble(y -> Math.pow(drawn[y] - size * probabilities[y], 2) / probabilities[y])
            .sum();
    assertThat(chiSquare / size).isLessThan(CHI_SQUARE_OF_4_CLASSES);
  }

  @Test
  void theImagesOfAClassAreDrawnUniformly() {
    int[] epoch =
        ClassDraws.of(LABELS, new double[] {1, 0, 0, 0}).epoch(Draws.of(1, "images"), 8000);

    assertThat(IntStream.of(1, 3, 6, 7))
        .allSatisfy(
            image ->
                assertThat(Arrays.stream(epoch).filter(drawn -> drawn == image).count())
                    .isBetween(1850L, 2150L));
  }

  @Test
  void anImageMayBeDrawnAgain() {
    int[] epoch = ClassDraws.of(new int[] {0}, new double[] {1}).epoch(Draws.of(1), 3);

    assertThat(epoch).containsExactly(0, 0, 0);
  }

  @Property
  void aClassOfProbabilityZeroIsNeverDrawn(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 40) int[] weights,
      @ForAll @IntRange(min = 0, max = 39) int kept) {
    double[] probabilities = new double[weights.length];
    for (int y = 0; y < weights.length; y++) {
      probabilities[y] =
          y == kept % weights.length ? 1 : Math.floorMod(weights[y], 3) * 1e-6 * Math.PI;
    }
    double sum = Arrays.stream(probabilities).sum();
    double[] normalised = Arrays.stream(probabilities).map(value -> value / sum).toArray();
    int[] labels = IntStream.range(0, weights.length).toArray();

    int[] epoch = ClassDraws.of(labels, normalised).epoch(Draws.of(seed), 200);

    assertThat(IntStream.of(epoch)).allMatch(image -> normalised[image] > 0);
  }

  /** Every stored training is of such an epoch: should these change, so must versions of steps. */
  @Test
  void theDrawsOfAnEpochAreThoseOfTheFirstRelease() {
    ClassDraws draws = ClassDraws.of(LABELS, new double[] {0.1, 0.2, 0.3, 0.4});

    assertThat(draws.epoch(Draws.of(1, "golden"), 12))
        .containsExactly(0, 5, 5, 5, 2, 2, 5, 3, 4, 5, 5, 5);
    assertThat(
            ClassDraws.of(LABELS, new double[] {0.3, 0.3, 0.4, 0}).epoch(Draws.of(1, "golden"), 12))
        .containsExactly(0, 0, 0, 8, 2, 3, 7, 0, 2, 0, 6, 7);
  }

  @Property
  void anEpochIsAFunctionOfItsName(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 500) int size) {
    double[] probabilities = {0.25, 0.25, 0.25, 0.25};

    int[] once = ClassDraws.of(LABELS, probabilities).epoch(Draws.of(seed, "train", 1, 2), size);
    int[] again = ClassDraws.of(LABELS, probabilities).epoch(Draws.of(seed, "train", 1, 2), size);

    assertThat(again).hasSize(size).isEqualTo(once);
  }

  @Property(tries = 60)
  void epochsAreTheSameOnAnyNumberOfThreadsInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int threads)
      throws InterruptedException, ExecutionException {
    ClassDraws draws = ClassDraws.of(LABELS, new double[] {0.25, 0.25, 0.25, 0.25});
    IntFunction<List<Integer>> epoch =
        number ->
            IntStream.of(draws.epoch(Draws.of(seed, "train", 2, number), 40)).boxed().toList();
    List<List<Integer>> oneByOne = IntStream.range(0, 16).mapToObj(epoch).toList();
    int[] order = Draws.of(seed, "order").shuffled(16);

    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      Map<Integer, List<Integer>> together =
          pool.submit(
                  () ->
                      IntStream.of(order)
                          .parallel()
                          .boxed()
                          .collect(Collectors.toMap(number -> number, epoch::apply)))
              .get();

      assertThat(together.values()).containsExactlyElementsOf(oneByOne);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void anotherEpochDrawsOtherImages() {
    ClassDraws draws = ClassDraws.of(LABELS, new double[] {0.25, 0.25, 0.25, 0.25});

    assertThat(draws.epoch(Draws.of(1, "train", 1, 2), 50))
        .isNotEqualTo(draws.epoch(Draws.of(1, "train", 1, 3), 50));
  }

  @Test
  void aClassThatCouldBeDrawnButHasNoImageIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassDraws.of(new int[] {0, 0}, new double[] {0.5, 0.5}))
        .withMessage(
            "class 1: probability 0.5, but no image; add images or set its probability to 0");
  }

  @Test
  void aClassWithoutImagesIsFineIfItIsNeverDrawn() {
    assertThat(ClassDraws.of(new int[] {1}, new double[] {0, 1}).epoch(Draws.of(1), 2))
        .containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, Double.NaN, Double.NEGATIVE_INFINITY})
  void aProbabilityUnderZeroOrNotANumberIsRefused(double probability) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassDraws.of(new int[] {0, 1}, new double[] {1, probability}))
        .withMessage("class 1: probability %s must be at least 0", probability);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5 + 1e-8, 0.4, Double.POSITIVE_INFINITY})
  void probabilitiesThatDoNotSumToOneAreRefused(double probability) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassDraws.of(new int[] {0, 1}, new double[] {0.5, probability}))
        .withMessageContaining("class probabilities sum to")
        .withMessageContaining("must be 1; divide each by the sum");
  }

  @Test
  void probabilitiesThatSumToOneButForRoundingAreTaken() {
    double[] tenths = new double[10];
    Arrays.fill(tenths, 0.1);
    int[] labels = IntStream.range(0, 10).toArray();

    assertThat(ClassDraws.of(labels, tenths).epoch(Draws.of(1), 5)).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void aLabelWithoutAProbabilityIsRefused(int label) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassDraws.of(new int[] {0, label}, new double[] {1, 0}))
        .withMessage(
            "image 1: label %d must be in 0..1, as there are 2 class probabilities", label);
  }

  @Test
  void anEpochOfNegativeSizeIsRefused() {
    ClassDraws draws = ClassDraws.of(new int[] {0}, new double[] {1});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> draws.epoch(Draws.of(1), -1))
        .withMessage("epoch of -1 draws: must be at least 0");
  }
}
