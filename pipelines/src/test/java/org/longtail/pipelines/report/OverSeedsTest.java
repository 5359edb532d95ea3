package org.longtail.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("elsewhere")
class OverSeedsTest {

  private final Map<String, VariantResults> results = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> variables = new LinkedHashMap<>();

  @Test
  void variantsThatDifferInTheirSeedAloneAreOneSetting() {
    add("seed=1", 60, Map.of("seed", "1", "width", "16"));
    add("seed=2", 62, Map.of("seed", "2", "width", "16"));
    add("seed=3", 67, Map.of("seed", "3", "width", "16"));

    OverSeeds seeds = overSeeds().get(0);

    assertThat(overSeeds()).hasSize(1);
    assertThat(seeds.name()).isEqualTo("all seeds");
    assertThat(seeds.variants()).containsExactly("seed=1", "seed=2", "seed=3");
    assertThat(seeds.accuracy().get("average"))
        .isEqualTo(Map.of("all", new Statistic(63, Math.sqrt(13), 3)));
  }

  @Test
  void otherVariablesMakeSettingsOfTheirOwn() {
    add("seed=1,rho_m=0.7", 60, Map.of("seed", "1", "rho_m", "0.7"));
    add("seed=1,rho_m=0.8", 70, Map.of("seed", "1", "rho_m", "0.8"));
    add("seed=2,rho_m=0.7", 62, Map.of("seed", "2", "rho_m", "0.7"));
    add("seed=2,rho_m=0.8", 72, Map.of("seed", "2", "rho_m", "0.8"));

    assertThat(overSeeds()).extracting(OverSeeds::name).containsExactly("rho_m=0.7", "rho_m=0.8");
  }

  @Test
  void aSettingWithOneSeedHasNoStatistic() {
    add("rho_m=0.7", 60, Map.of("seed", "1", "rho_m", "0.7"));
    add("rho_m=0.8", 60, Map.of("seed", "1", "rho_m", "0.8"));

    assertThat(overSeeds()).isEmpty();
  }

  @Test
  void evaluationsOfOneVariantAreKeptApart() {
    add("seed=1", 60, Map.of("seed", "1"));
    VariantResults other = results.remove("seed=1");
    results.put("seed=1/Baseline", other);
    results.put("seed=1/Decoupled", other);
    add("seed=2", 60, Map.of("seed", "2"));
    results.put("seed=2/Baseline", other);
    results.put("seed=2/Decoupled", other);
    results.remove("seed=2");

    assertThat(overSeeds())
        .extracting(OverSeeds::name)
        .containsExactly("all seeds/Baseline", "all seeds/Decoupled");
  }

  private void add(String variant, double percent, Map<String, String> values) {
    variables.put(variant, values);
    results.put(
        variant,
        new VariantResults(
            List.of(), Map.of("average", new Accuracies(Map.of("all", percent))), Map.of()));
  }

  private List<OverSeeds> overSeeds() {
    return OverSeeds.of(new RunResults(results), variables);
  }
}
