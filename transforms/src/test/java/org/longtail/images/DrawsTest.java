package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DrawsTest {

  /** From a second implementation of SHA-256 naming and XoShiRo256++, in Python. */
  @Test
  void theStreamOfANameIsTheSameOnAnyMachine() {
    assertThat(Draws.of(1, "train", 2, 30).provider().longs(4))
        .containsExactly(
            2846662248832754153L,
            2843283386258850443L,
            -6797309272623918775L,
            1935621793617040313L);
  }

  /** As all other numbers here but the Gaussian ones, from the second implementation in Python. */
  @Test
  void wholeNumbersAreTheSameOnAnyMachine() {
    Draws draws = Draws.of(1, "golden");

    assertThat(IntStream.of(10, 7, 1000, 1, 3, 1 << 30).map(draws::below))
        .containsExactly(9, 1, 143, 0, 2, 69205764);
  }

  @Test
  void uniformNumbersAreTheSameOnAnyMachine() {
    Draws draws = Draws.of(1, "golden");

    assertThat(DoubleStream.generate(draws::uniform).limit(3))
        .containsExactly(0.21442853797094152, 0.9304923527277705, 0.06445289117584152);
  }

  @Test
  void coinsAreTheSameOnAnyMachine() {
    Draws draws = Draws.of(1, "golden");

    assertThat(IntStream.range(0, 12).map(i -> draws.coin() ? 1 : 0))
        .containsExactly(0, 1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1);
  }

  @Test
  void ordersAreTheSameOnAnyMachine() {
    assertThat(Draws.of(1, "golden").shuffled(10)).containsExactly(5, 7, 3, 2, 0, 4, 6, 8, 1, 9);
  }

  @Test
  void forksAreTheSameOnAnyMachine() {
    assertThat(Draws.of(1, "golden").fork().provider().longs(2))
        .containsExactly(-9120476602388031744L, 2606498532449562562L);
  }

  @Test
  void gaussianNumbersAreThoseOfTheFirstRelease() {
    Draws draws = Draws.of(1, "golden");

    assertThat(
            List.of(
                draws.gaussian(),
                draws.gaussian(),
                draws.gaussian(),
                draws.gaussian(),
                draws.gaussian()))
        .containsExactly(0.569207f, -0.41265455f, 0.19871931f, -0.649138f, 0.8420064f);
  }

  @Property
  void equalNamesDrawTheSame(@ForAll long seed, @ForAll String text, @ForAll long number) {
    assertThat(longs(Draws.of(seed, text, number))).isEqualTo(longs(Draws.of(seed, text, number)));
  }

  @Property
  void anotherSeedDrawsSomethingElse(@ForAll long seed) {
    assertThat(longs(Draws.of(seed, "train"))).isNotEqualTo(longs(Draws.of(seed + 1, "train")));
  }

  @Test
  void movingACharacterFromOnePartToTheNextNamesAnotherStream() {
    assertThat(longs(Draws.of(1, "ab", "c"))).isNotEqualTo(longs(Draws.of(1, "a", "bc")));
  }

  @Test
  void aNumberAndItsDigitsNameDifferentStreams() {
    assertThat(longs(Draws.of(1, 7))).isNotEqualTo(longs(Draws.of(1, "7")));
  }

  @Test
  void anIntAndALongOfOneValueNameTheSameStream() {
    assertThat(longs(Draws.of(1, 7))).isEqualTo(longs(Draws.of(1, 7L)));
  }

  @Test
  void aPartOfAnotherTypeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.of(1, "train", 0.5))
        .withMessage("draws [train, 0.5]: 0.5 is a Double; name draws by strings, ints and longs");
  }

  @Property
  void drawsBelowABoundStayBelowIt(@ForAll long seed, @ForAll @IntRange(min = 1) int bound) {
    Draws draws = Draws.of(seed);

    assertThat(IntStream.generate(() -> draws.below(bound)).limit(20))
        .allMatch(drawn -> drawn >= 0 && drawn < bound);
  }

  @Test
  void aBoundOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.of(1).below(0))
        .withMessage("draw below 0: the bound must be at least 1");
  }

  @Property
  void shufflingKeepsEveryNumberOnce(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int n) {
    assertThat(Draws.of(seed).shuffled(n))
        .containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
  }

  @Test
  void everyOrderOfThreeIsAboutEquallyLikely() {
    Draws draws = Draws.of(5, "orders");
    int[] orders = new int[9];
    for (int i = 0; i < 6000; i++) {
      int[] order = draws.shuffled(3);
      orders[order[0] * 3 + order[1]]++;
    }

    assertThat(IntStream.of(orders).filter(count -> count > 0))
        .hasSize(6)
        .allSatisfy(count -> assertThat(count).isBetween(880, 1120));
  }

  @Test
  void aNegativeNumberOfNumbersIsNotShuffled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Draws.of(1).shuffled(-1))
        .withMessage("shuffle -1 numbers: must be at least 0");
  }

  @Test
  void uniformDrawsFillZeroToOne() {
    Draws draws = Draws.of(5, "uniform");
    double[] drawn = DoubleStream.generate(draws::uniform).limit(10_000).toArray();

    assertThat(DoubleStream.of(drawn)).allMatch(value -> value >= 0 && value < 1);
    assertThat(DoubleStream.of(drawn).average()).hasValueCloseTo(0.5, within(0.02));
  }

  @Test
  void aCoinFallsOnEachSideHalfOfTheTime() {
    Draws draws = Draws.of(5, "coin");

    assertThat(IntStream.range(0, 10_000).filter(i -> draws.coin()).count())
        .isBetween(4800L, 5200L);
  }

  @Test
  void gaussianDrawsHaveMeanZeroAndDeviationOne() {
    Draws draws = Draws.of(5, "gaussian");
    double[] drawn = DoubleStream.generate(draws::gaussian).limit(20_000).toArray();

    assertThat(DoubleStream.of(drawn).average()).hasValueCloseTo(0.0, within(0.03));
    assertThat(DoubleStream.of(drawn).map(value -> value * value).average())
        .hasValueCloseTo(1.0, within(0.04));
  }

  private static long[] longs(Draws draws) {
    return draws.provider().longs(8).toArray();
  }
}
