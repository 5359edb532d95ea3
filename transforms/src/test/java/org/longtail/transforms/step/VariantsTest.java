package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VariantsTest {

  @Test
  void aValueThatIsTheSameHoldsForAnyVariant() {
    Variants<Integer> same = Variants.same(3);

    assertThat(same.at("seed=1")).isEqualTo(3);
    assertThat(same.names()).containsExactly("default");
    assertThat(same.some()).isFalse();
  }

  @Test
  void eachVariantHasItsOwnValue() {
    Variants<Integer> variants = Variants.of(Map.of("a", 1, "b", 2));

    assertThat(variants.at("a")).isEqualTo(1);
    assertThat(variants.map(value -> 10 * value).at("b")).isEqualTo(20);
  }

  @Test
  void aVariantWithoutAValueIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variants.of(Map.of("a", 1)).at("b"))
        .withMessage("no configuration for variant 'b'; there is one for [a]");
  }

  @Test
  void groupsKeepTheOrderInWhichTheyFirstAppear() {
    Map<String, Integer> values = new LinkedHashMap<>();
    values.put("three", 3);
    values.put("two", 2);
    values.put("five", 5);

    Map<Boolean, Variants<Integer>> byParity = Variants.of(values).groupBy(value -> value % 2 == 0);

    assertThat(byParity.keySet()).containsExactly(false, true);
    assertThat(byParity.values())
        .extracting(Variants::names)
        .containsExactly(Set.of("three", "five"), Set.of("two"));
  }
}
