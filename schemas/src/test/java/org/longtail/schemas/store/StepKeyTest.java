package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepKeyTest {

  private static final String DIGEST = "ab".repeat(32);
  private static final Map<String, Object> CONFIG = Map.of("stage", 1, "loss", "compensation");
  private static final Map<String, String> INPUTS = Map.of("images", DIGEST);
  private static final StepKey KEY = StepKey.of("TrainStage", "1.0.0", CONFIG, INPUTS);

  @Test
  void isTheSha256OfTheCanonicalJson() {
    Map<String, Object> config =
        Map.of(
            "stage",
            1L,
            "rho_m",
            0.8,
            "rate",
            1e-7,
            "decay",
            2.0,
            "note",
            "Größe\n\"1\"",
            "nesterov",
            true,
            "drops",
            List.of(120, 160L),
            "groups",
            Map.of("many", 101L, "few", 0L));
    String canonical =
        "{\"config\":{\"decay\":2,\"drops\":[120,160],\"groups\":{\"few\":0,\"many\":101},"
            + "\"nesterov\":true,\"note\":\"Größe\\n\\\"1\\\"\",\"rate\":1e-7,\"rho_m\":0.8,"
            + "\"stage\":1},\"inputs\":{\"images\":\""
            + DIGEST
            + "\",\"sampling\":\"0f\"},\"type\":\"TrainStage\",\"version\":\"1.2.0\"}";

    StepKey key =
        StepKey.of("TrainStage", "1.2.0", config, Map.of("sampling", "0f", "images", DIGEST));

    assertThat(key.digest()).isEqualTo(Sha256.of(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void doesNotDependOnTheOrderOfMaps() {
    Map<String, Object> forwards = new LinkedHashMap<>();
    forwards.put("stage", 1);
    forwards.put("groups", ordered("few", "many"));
    Map<String, Object> backwards = new LinkedHashMap<>();
    backwards.put("groups", ordered("many", "few"));
    backwards.put("stage", 1);

    assertThat(StepKey.of("T", "1", forwards, Map.copyOf(ordered("a", "b"))))
        .isEqualTo(StepKey.of("T", "1", backwards, ordered("b", "a")));
  }

  private static Map<String, String> ordered(String first, String second) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(first, "value of " + first);
    map.put(second, "value of " + second);
    return map;
  }

  @Test
  void doesNotDependOnHowANumberIsHeld() {
    assertThat(StepKey.of("T", "1", Map.of("n", 1), INPUTS))
        .isEqualTo(StepKey.of("T", "1", Map.of("n", 1L), INPUTS))
        .isEqualTo(StepKey.of("T", "1", Map.of("n", 1.0), INPUTS));
  }

  @Test
  void dependsOnTheType() {
    assertThat(StepKey.of("FreezeMask", "1.0.0", CONFIG, INPUTS).digest())
        .isNotEqualTo(KEY.digest());
  }

  @Test
  void dependsOnTheVersion() {
    assertThat(StepKey.of("TrainStage", "1.0.1", CONFIG, INPUTS)).isNotEqualTo(KEY);
  }

  @Test
  void dependsOnTheConfiguration() {
    assertThat(
            StepKey.of("TrainStage", "1.0.0", Map.of("stage", 2, "loss", "compensation"), INPUTS))
        .isNotEqualTo(KEY);
  }

  @Test
  void dependsOnTheContentOfAnInput() {
    assertThat(StepKey.of("TrainStage", "1.0.0", CONFIG, Map.of("images", "cd".repeat(32))))
        .isNotEqualTo(KEY);
  }

  @Test
  void dependsOnWhichInputAContentIs() {
    assertThat(StepKey.of("TrainStage", "1.0.0", CONFIG, Map.of("sampling", DIGEST)))
        .isNotEqualTo(KEY);
  }

  @Test
  void dependsOnTheOrderOfAList() {
    assertThat(StepKey.of("T", "1", Map.of("drops", List.of(120, 160)), INPUTS))
        .isNotEqualTo(StepKey.of("T", "1", Map.of("drops", List.of(160, 120)), INPUTS));
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740992, 9007199254740993",
    "-9007199254740993, -9007199254740992",
    "9223372036854775806, 9223372036854775807"
  })
  void largeSeedsThatDifferInTheLastDigitHaveDifferentKeys(long one, long other) {
    assertThat(StepKey.of("T", "1", Map.of("seed", one), INPUTS))
        .isNotEqualTo(StepKey.of("T", "1", Map.of("seed", other), INPUTS));
  }

  @Test
  void theFolderIsNamedByTypeAndDigest() {
    assertThat(new StepKey("TrainStage", DIGEST).folder()).isEqualTo("steps/TrainStage/" + DIGEST);
  }

  static List<String> badDigests() {
    return List.of(
        "", "a".repeat(63), "a".repeat(65), "A".repeat(64), "g".repeat(64), "../".repeat(21) + "a");
  }

  @ParameterizedTest
  @MethodSource("badDigests")
  void aDigestThatIsNotSixtyFourLowerCaseHexadecimalDigitsIsRefused(String digest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepKey("TrainStage", digest))
        .withMessage("step key '%s': must be 64 hexadecimal digits", digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1Stage", "Train/Stage", "..", "Train Stage"})
  void aTypeThatIsNotLettersAndDigitsIsRefused(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepKey(type, DIGEST))
        .withMessage("step type '%s': letters and digits only", type);
  }

  @Test
  void aConfigurationThatIsNotJsonIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepKey.of("T", "1", Map.of("lock", new Object()), INPUTS))
        .withMessageStartingWith("step T: configuration {lock=java.lang.Object@")
        .withMessageEndingWith("is not JSON");
  }
}
