package org.longtail.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;

class AggregateLogitsTest {

  /** Models a and b change their minds on the second view, c is sure of class 2 on both. */
  private static final List<String> IMAGE =
      List.of(
          line("a", 0, "[2, 0, 0]"),
          line("a", 1, "[0, 2, 0]"),
          line("b", 0, "[2, 0, 0]"),
          line("b", 1, "[0, 2, 0]"),
          line("c", 0, "[0, 0, 6]"),
          line("c", 1, "[0, 0, 6]"));

  private static String line(String model, int view, String logits) {
    return String.format(
        Locale.ROOT,
        "{\"image\": 7, \"model\": \"%s\", \"view\": %d, \"logits\": %s}",
        model,
        view,
        logits);
  }

  @OnEachRunner
  void theModelThatAgreesWithItselfIsTrustedMost(String runner, @TempDir Path folder)
      throws IOException {
    JsonNode image = aggregated(runner, folder, 20);

    assertThat(image.get("image").asInt()).isEqualTo(7);
    assertThat(image.get("models")).extracting(JsonNode::asText).containsExactly("a", "b", "c");
    assertThat(image.get("predicted").asInt()).isEqualTo(2);
    assertThat(image.get("lambda").get(2).asDouble()).isGreaterThan(0.6);
    assertThat(sum(image.get("lambda"))).isCloseTo(1, within(1e-9));
    assertThat(sum(image.get("probabilities"))).isCloseTo(1, within(1e-6));
  }

  @OnEachRunner
  void withoutAStepEveryModelIsTrustedAlike(String runner, @TempDir Path folder)
      throws IOException {
    assertThat(aggregated(runner, folder, 0).get("lambda"))
        .allSatisfy(lambda -> assertThat(lambda.asDouble()).isCloseTo(1 / 3.0, within(1e-9)));
  }

  private static JsonNode aggregated(String runner, Path folder, int steps) throws IOException {
    List<String> shuffled = new ArrayList<>(IMAGE.subList(3, 6));
    shuffled.addAll(IMAGE.subList(0, 3));
    Path input = Files.write(Files.createDirectory(folder.resolve("in")).resolve("x"), shuffled);
    AggregateLogits.main(
        new String[] {
          "--runner=" + runner,
          "--input=" + input,
          "--steps=" + steps,
          "--output=" + folder.resolve("out").resolve("aggregated")
        });
    List<String> lines = Lines.of(folder.resolve("out"));
    assertThat(lines).hasSize(1);
    return new ObjectMapper().readTree(lines.get(0));
  }

  private static double sum(JsonNode numbers) {
    double sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asDouble();
    }
    return sum;
  }
}
