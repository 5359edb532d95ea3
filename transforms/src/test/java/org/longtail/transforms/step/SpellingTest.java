package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.longtail.schemas.store.StepKey;
import org.longtail.transforms.pruning.ProgressivePruningConfig;
import org.longtail.transforms.sweep.GammaSweepConfig;

/** A step's key depends on its numbers, not on how they are written. */
class SpellingTest {

  private static final ConfigSchema<ProgressivePruningConfig> PRUNING =
      ConfigSchema.of(ProgressivePruningConfig.class);
  private static final ConfigSchema<GammaSweepConfig> SWEEP =
      ConfigSchema.of(GammaSweepConfig.class);
  private static final ConfigSchema<TotalConfig> TOTAL = ConfigSchema.of(TotalConfig.class);

  @Property
  void everySpellingOfAGammaGivesOneKey(
      @ForAll("ratios") double gamma, @ForAll("spellings") int how) {
    assertThat(pruning(spelled(gamma, how))).isEqualTo(pruning(Double.toString(gamma)));
    assertThat(sweep(spelled(gamma, how))).isEqualTo(sweep(Double.toString(gamma)));
  }

  @Property
  void differentGammasGiveDifferentKeys(
      @ForAll("ratios") double gamma,
      @ForAll("ratios") double other,
      @ForAll("spellings") int how) {
    Assume.that(gamma != other);

    assertThat(pruning(spelled(gamma, how))).isNotEqualTo(pruning(spelled(other, how)));
  }

  @Example
  void theUsualSpellingsStayAsTheyAre() {
    for (String usual : List.of("auto", "0.0", "0.5", "0.7", "0.8", "0.05", "0.00001", "0.125")) {
      assertThat(PRUNING.toMap(PRUNING.complete(pruningConfig().setGamma(usual).build())))
          .containsEntry("gamma", usual);
    }
  }

  @Example
  void keysOfStoresStayWhatTheyAre() {
    assertThat(pruning("0.7"))
        .isEqualTo("811c68d570c7a4fe00a2ef9b7befc80926f4eaca278b9ecd8fb609e5e998ef9c");
    assertThat(pruning("auto"))
        .isEqualTo("6837b29b25aee300d84c8e6f2eeda42ef962ed0f68c2d8cc52c64a08a0abb6e5");
  }

  @Example
  void aZeroHasNoSign() {
    assertThat(total(0.0)).isEqualTo(total(-0.0));
    assertThat(pruning("-0.0")).isEqualTo(pruning("0"));
  }

  @Property
  void differentNumbersInListsGiveDifferentKeys(
      @ForAll("ratios") double ratio, @ForAll("ratios") double other) {
    assertThat(total(ratio).equals(total(other))).isEqualTo(ratio == other);
  }

  @Property
  void largeSeedsGiveDifferentKeys(@ForAll long seed) {
    Assume.that(seed < Long.MAX_VALUE);

    assertThat(seeded(seed)).isNotEqualTo(seeded(seed + 1));
  }

  @Provide
  Arbitrary<Double> ratios() {
    Arbitrary<Double> few =
        Combinators.combine(Arbitraries.integers().between(0, 999), Arbitraries.of(10, 100, 1000))
            .as((part, whole) -> part % whole / (double) whole);
    return Arbitraries.oneOf(
        few, Arbitraries.doubles().between(0, true, 1, false).ofScale(15).map(Math::abs));
  }

  @Provide
  Arbitrary<Integer> spellings() {
    return Arbitraries.integers().between(0, 9);
  }

  /** A number in one of the ways in which YAML, Python and Java write it. */
  private static String spelled(double number, int how) {
    BigDecimal exact = new BigDecimal(Double.toString(number));
    String plain = exact.toPlainString();
    String decimal = plain.contains(".") ? plain : plain + ".0";
    return switch (how) {
      case 0 -> plain;
      case 1 -> decimal + "000";
      case 2 -> "+" + plain;
      case 3 -> decimal.replaceFirst("^0\\.", ".");
      case 4 -> exact.unscaledValue() + "e" + -exact.scale();
      case 5 ->
          exact.unscaledValue() + "E" + (exact.scale() > 0 ? "-0" : "+0") + Math.abs(exact.scale());
      case 6 -> decimal + "_0";
      case 7 -> " " + plain + " ";
      case 8 -> exact.stripTrailingZeros().toString();
      default -> "00" + plain;
    };
  }

  private static ProgressivePruningConfig.Builder pruningConfig() {
    return ProgressivePruningConfig.builder().setLearningRate(0.01);
  }

  private static String pruning(String gamma) {
    return key("ProgressivePruning", PRUNING, pruningConfig().setGamma(gamma).build());
  }

  private static String sweep(String gamma) {
    return key(
        "GammaSweep",
        SWEEP,
        GammaSweepConfig.builder().setLearningRate(0.01).setGamma(gamma).build());
  }

  private static String total(double ratio) {
    return key(
        "Total",
        TOTAL,
        TotalConfig.builder().setFactor(2).setRatios(List.of(ratio)).setOffset(ratio).build());
  }

  private static String seeded(long seed) {
    return key(
        "Total",
        TOTAL,
        TotalConfig.builder().setFactor(2).setGroups(Map.of("a", 1L)).setLimit(seed).build());
  }

  private static <C> String key(String type, ConfigSchema<C> schema, C config) {
    return StepKey.of(type, "1.0.0", schema.toMap(schema.complete(config)), Map.of()).digest();
  }
}
