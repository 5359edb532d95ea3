package org.longtail.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

class PruneOwnNetworkTest {

  private static final Path IMAGES = Path.of("..", "data", "fashion-mnist-lt");

  @OnEachRunner
  void aNetworkKeepsMostOfItsAccuracyWithHalfOfItsWeights(String runner, @TempDir Path folder)
      throws IOException {
    PruneOwnNetwork.main(
        new String[] {
          "--runner=" + runner,
          "--images=" + IMAGES.toAbsolutePath(),
          "--gammas=0.0,0.5",
          "--output=" + folder.resolve("accuracy")
        });

    Map<String, String[]> byGamma =
        Lines.of(folder).stream()
            .map(line -> line.split(",", -1))
            .collect(Collectors.toMap(fields -> fields[0], fields -> fields));
    assertThat(byGamma).containsOnlyKeys("0.0", "0.5");
    assertThat(number(byGamma, "0.5", 1)).isEqualTo(Math.ceil(number(byGamma, "0.0", 1) / 2));
    assertThat(number(byGamma, "0.0", 2)).isGreaterThan(0.4);
    assertThat(number(byGamma, "0.5", 2)).isGreaterThan(0.8 * number(byGamma, "0.0", 2));
  }

  private static double number(Map<String, String[]> byGamma, String gamma, int field) {
    return byGamma.entrySet().stream()
        .filter(entry -> entry.getKey().equals(gamma))
        .mapToDouble(entry -> Double.parseDouble(entry.getValue()[field]))
        .findFirst()
        .orElseThrow();
  }
}
