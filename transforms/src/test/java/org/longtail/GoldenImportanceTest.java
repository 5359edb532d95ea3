package org.longtail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.longtail.GoldenNumbers.doubles;
import static org.longtail.GoldenNumbers.leaves;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.longtail.learning.CompensationLoss;
import org.longtail.learning.Criterion;
import org.longtail.learning.Network;
import org.longtail.schemas.arrow.Tensor;

/**
 * Importance against numbers that were worked out without the engine: the network's gradients by
 * hand, in float64 with NumPy, under a loss with offsets, in batches of two images.
 */
class GoldenImportanceTest {

  private static final double PRECISION = 1e-5;

  private final JsonNode golden;
  private final Network network;
  private final CompensationLoss loss;

  GoldenImportanceTest() throws IOException {
    try (InputStream content = getClass().getResourceAsStream("/golden/importance.json")) {
      golden = new ObjectMapper().readTree(Objects.requireNonNull(content));
    }
    network = GoldenNetwork.of(golden);
    loss = new CompensationLoss(doubles(golden.get("alpha")));
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void taylorImportanceIsTheSquareOfWeightTimesMeanGradient() {
    assertGolden(Criterion.TAYLOR);
  }

  @Test
  void fisherImportanceIsTheMeanSquaredGradientOfBatches() {
    assertGolden(Criterion.FISHER);
  }

  @Test
  void theMagnitudeOfAWeightIsItsImportanceByL1() {
    List<Tensor> scores =
        Criterion.L1.scores(network, loss, new int[] {0}, GoldenNetwork.images(network, golden));

    assertThat(scores).extracting(Tensor::name).containsExactly("conv", "fc");
    for (Tensor score : scores) {
      double[] weights = leaves(golden.get(score.name()));
      assertClose(score, Arrays.stream(weights).map(Math::abs).toArray());
    }
  }

  private void assertGolden(Criterion criterion) {
    JsonNode expected = golden.get(criterion.id());
    for (int y = 0; y < 3; y++) {
      assertScores(criterion, expected.at("/per_class/" + y), y);
    }
    assertScores(criterion, expected.get("group"), 1, 2);
  }

  private void assertScores(Criterion criterion, JsonNode expected, int... classes) {
    List<Tensor> scores =
        criterion.scores(network, loss, classes, GoldenNetwork.images(network, golden));

    assertThat(scores).extracting(Tensor::name).containsExactly("conv", "fc");
    for (Tensor score : scores) {
      assertClose(score, leaves(expected.get(score.name())));
    }
  }

  /** Relative to the largest number: rounding errors are as large as the largest terms. */
  private static void assertClose(Tensor actual, double[] expected) {
    double largest = Arrays.stream(expected).max().orElseThrow();
    assertThat(largest).isPositive();
    assertThat(doubles(actual.values())).containsExactly(expected, within(PRECISION * largest));
  }
}
