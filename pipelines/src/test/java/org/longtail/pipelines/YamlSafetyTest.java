package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The YAML of a pipeline file makes text, numbers, truth values, lists and maps, and few of them.
 */
class YamlSafetyTest {

  private static final String PLANT =
      """
      pipeline:
        transforms:
          - type: PlantSeeds
            config: {count: 1, species: VALUE}
      """;

  private final Path folder;

  YamlSafetyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
            + " [\"http://127.0.0.1:9/\"]]]]",
        "!!java.net.URL [\"http://127.0.0.1:9/\"]",
        "!!java.io.File {path: /etc/hostname}",
        "!!java.lang.ProcessBuilder oak",
        "!!python/object/apply:os.system [\"true\"]",
        "!include /etc/hostname",
        "!own {a: 1}",
        "!!set {a}",
        "!!omap [a: 1]",
        "!!binary aGk=",
      })
  void aTagThatMakesAnObjectIsRefused(String value) {
    String tag = value.split(" ", -1)[0].replace("!!", "");

    assertThat(PipelineFiles.faults(folder, PLANT.replace("VALUE", value)))
        .first()
        .asString()
        .startsWith("file.yaml:4: ")
        .contains("tag", tag, "not allowed")
        .doesNotContain("Exception", "org.yaml");
  }

  @Test
  void yamlsOwnTagsAreAllowed() {
    assertThat(PipelineFiles.faults(folder, PLANT.replace("VALUE", "!!str 12"))).isEmpty();
  }

  /** Fifty aliases, as many as the parser lets through, make three to the sixteenth values. */
  @Test
  void aliasesOfAliasesAreRefused() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, y, z]\n");
    for (int i = 1; i <= 16; i++) {
      yaml.append("a%: &a% [*a#, *a#, *a#]\n".replace("%", "" + i).replace("#", "" + (i - 1)));
    }

    assertThat(PipelineFiles.faults(folder, yaml + PLANT))
        .singleElement()
        .asString()
        .contains("more than 100000 values", "aliases");
  }

  @Test
  void anAliasInsideItsOwnAnchorIsRefused() {
    assertThat(PipelineFiles.faults(folder, "a: &a [*a]\n" + PLANT))
        .singleElement()
        .asString()
        .contains("an alias stands inside its own anchor");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(PipelineFiles.faults(folder, PLANT.replace("VALUE", deep)))
        .singleElement()
        .asString()
        .contains("not valid YAML", "50");
  }

  @Test
  void aTemplateMayNotGiveAHugeDocument() {
    String lines = "# {% for i in range(9999) %}" + "#".repeat(700) + "\n{% endfor %}\n";

    assertThat(PipelineFiles.faults(folder, lines + PLANT))
        .singleElement()
        .asString()
        .contains("3145728");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"!!java.net.URL ['http://127.0.0.1:9/']", "&a [*a]", "!own {a: 1}", "!!set {a}"})
  void aVariableThatIsNoPlainYamlIsText(String value) {
    assertThat(Variables.parse(Map.of("x", value))).isEqualTo(Map.of("x", value));
  }

  @Test
  void aliasesInAVariableAreText() {
    StringBuilder value = new StringBuilder("[&a0 [x, y, z]");
    for (int i = 1; i <= 15; i++) {
      value.append(", &a% [*a#, *a#, *a#]".replace("%", "" + i).replace("#", "" + (i - 1)));
    }
    value.append("]");

    assertThat(Variables.parse(Map.of("x", value.toString())))
        .isEqualTo(Map.of("x", value.toString()));
  }

  @Test
  void whatIsADateInsideAListStaysText() {
    assertThat(Variables.parse(Map.of("x", "[2026-01-02, 1]")))
        .isEqualTo(Map.of("x", List.of("2026-01-02", 1)));
  }
}
