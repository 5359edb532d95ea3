package org.longtail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.longtail.GoldenNumbers.doubles;
import static org.longtail.GoldenNumbers.flat;
import static org.longtail.GoldenNumbers.floats;
import static org.longtail.GoldenNumbers.ints;
import static org.longtail.GoldenNumbers.leaves;
import static org.longtail.GoldenNumbers.longs;
import static org.longtail.GoldenNumbers.matrix;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.images.LongTailProfile;
import org.longtail.learning.ClassImages;
import org.longtail.learning.CompensationLoss;
import org.longtail.learning.FreePositions;
import org.longtail.learning.Network;
import org.longtail.learning.TaylorImportance;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.pruning.CubicSchedule;
import org.longtail.transforms.pruning.KeptPositions;
import org.longtail.transforms.pruning.Scope;
import org.longtail.transforms.sampling.Alpha;
import org.longtail.transforms.sampling.ClassGroups;
import org.longtail.transforms.sampling.Sampling;
import org.longtail.transforms.scoring.TestTimeLearning;
import org.longtail.transforms.sweep.GammaBest;

/**
 * The kernels that the pipeline runs, against numbers worked out independently in float64. Another
 * file of numbers can be named in the system property {@code longtail.golden}.
 */
@Tag("elsewhere")
class GoldenVectorsTest {

  private static final double DOUBLE_PRECISION = 1e-9;
  private static final double SINGLE_PRECISION = 1e-6;
  private static final List<String> GROUPS = List.of("many", "medium", "few");
  private static final List<Sampling> SAMPLINGS =
      List.of(Sampling.NATURAL, Sampling.ENHANCED, Sampling.INVERSE);

  private static JsonNode golden;

  @BeforeAll
  static void readGoldenNumbers() throws IOException {
    String path = System.getProperty("longtail.golden");
    try (InputStream content =
        path == null
            ? GoldenVectorsTest.class.getResourceAsStream("/golden/method.json")
            : Files.newInputStream(Path.of(path))) {
      golden = new ObjectMapper().readTree(content);
    }
  }

  @Test
  void longTailedProfilesHaveTheStatedCounts() {
    for (JsonNode profile : section("profile")) {
      assertThat(
              LongTailProfile.counts(
                  profile.get("K").asInt(),
                  profile.get("n_max").asInt(),
                  profile.get("beta").asDouble()))
          .containsExactly(longs(profile.get("counts")));
    }
  }

  @Test
  void classesFallIntoTheStatedGroups() {
    for (JsonNode stage : section("stage")) {
      String[] groups = ClassGroups.STANDARD.of(longs(stage.get("counts")));

      assertThat(groups)
          .containsExactly(
              Arrays.stream(longs(stage.get("groups")))
                  .mapToObj(group -> GROUPS.get((int) group))
                  .toArray(String[]::new));
    }
  }

  @Test
  void eachStageDrawsClassesWithTheStatedProbabilities() {
    for (JsonNode stage : section("stage")) {
      for (int t = 1; t <= 3; t++) {
        double[] probabilities =
            SAMPLINGS
                .get(t - 1)
                .probabilities(
                    longs(stage.get("counts")), members(stage, t), stage.get("rho_m").asDouble());

        assertClose(probabilities, doubles(stage.at("/p/" + t)), DOUBLE_PRECISION);
      }
    }
  }

  @Test
  void eachStageOffsetsItsLossByTheStatedAlpha() {
    for (JsonNode stage : section("stage")) {
      for (int t = 1; t <= 3; t++) {
        assertClose(alpha(stage, t), doubles(stage.at("/alpha/" + t)), DOUBLE_PRECISION);
      }
    }
  }

  @Test
  void compensationLossAndItsGradientAreAsStated() {
    JsonNode loss = section("loss");
    double[][] logits = matrix(loss.get("logits"));
    int[] labels = ints(loss.get("labels"));
    for (int t = 1; t <= 3; t++) {
      CompensationLoss kernel = new CompensationLoss(alpha(loss, t));
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray array =
            manager
                .create(flat(logits))
                .reshape(logits.length, logits[0].length)
                .toType(DataType.FLOAT32, true);
        array.setRequiresGradient(true);
        float value;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray mean = kernel.mean(array, labels);
          collector.backward(mean);
          value = mean.getFloat();
        }

        JsonNode stage = loss.at("/stages/" + t);
        assertClose(
            new double[] {value}, new double[] {stage.get("loss").asDouble()}, SINGLE_PRECISION);
        assertClose(
            doubles(array.getGradient().toFloatArray()),
            flat(matrix(stage.get("grad"))),
            SINGLE_PRECISION);
      }
    }
  }

  @Test
  void taylorImportanceOfEachClassAndGroupIsAsStated() {
    JsonNode section = section("importance");
    try (Network network = GoldenNetwork.of(section)) {
      TaylorImportance importance =
          new TaylorImportance(network, new CompensationLoss(new double[] {1, 1, 1}));
      ClassImages images = GoldenNetwork.images(network, section);

      for (int y = 0; y < 3; y++) {
        assertScores(importance.scores(new int[] {y}, images), section.at("/per_class/" + y));
      }
      assertScores(importance.scores(new int[] {0}, images), section.at("/group/many"));
      assertScores(importance.scores(new int[] {1, 2}, images), section.at("/group/rest"));
    }
  }

  @Test
  void masksKeepTheStatedPositionsInBothScopes() {
    JsonNode section = section("mask");
    List<Tensor> scores = new ArrayList<>();
    section
        .get("scores")
        .fields()
        .forEachRemaining(
            layer -> {
              double[] values = doubles(layer.getValue());
              scores.add(new Tensor(layer.getKey(), new long[] {1, values.length}, floats(values)));
            });
    FreePositions own = FreePositions.of(scores.stream().map(GoldenVectorsTest::whole).toList());

    section
        .get("keep")
        .fields()
        .forEachRemaining(
            ratio -> {
              double gamma = Double.parseDouble(ratio.getKey());
              assertKept(scores, own, gamma, Scope.GLOBAL, ratio.getValue().get("glob"));
              assertKept(scores, own, gamma, Scope.LAYER, ratio.getValue().get("layer"));
            });
  }

  @Test
  void pruningFollowsTheCubicSchedule() {
    for (JsonNode schedule : section("schedule")) {
      int steps = schedule.get("steps").asInt();
      CubicSchedule kernel =
          new CubicSchedule(
              schedule.get("start").asDouble(), schedule.get("end").asDouble(), steps);

      assertClose(
          IntStream.rangeClosed(1, steps).mapToDouble(kernel::at).toArray(),
          doubles(schedule.get("gamma")),
          DOUBLE_PRECISION);
    }
  }

  @Test
  void theBestGammaIsTheOneBeforeTheLargestFall() {
    for (JsonNode curve : section("gamma_best")) {
      double[] gamma = doubles(curve.get("gamma"));

      assertThat(gamma[GammaBest.choose(doubles(curve.get("accuracy")))])
          .isEqualTo(curve.get("best").asDouble());
    }
  }

  @Test
  void theTestTimeObjectiveIsTheStatedCosine() {
    JsonNode section = section("ttl");
    section
        .get("objective")
        .forEach(
            point -> {
              double[][] lambda = matrix(point.get("lam"));
              double[] cosine = doubles(point.get("cosine"));
              for (int image = 0; image < cosine.length; image++) {
                int number = image;
                double[] weights =
                    Arrays.stream(lambda).mapToDouble(stage -> stage[number]).toArray();

                assertThat(objective(section, image).cosine(weights))
                    .isCloseTo(cosine[image], within(SINGLE_PRECISION));
              }
            });
  }

  @Test
  void theTestTimeSolverFindsTheGreatestCosineOnTheSimplex() {
    JsonNode section = section("ttl");
    double[] greatest = doubles(section.get("max_cosine_on_simplex"));
    for (int image = 0; image < greatest.length; image++) {
      TestTimeLearning objective = objective(section, image);

      double[] lambda = objective.solve(20_000, 5.0);

      assertThat(objective.cosine(lambda)).isCloseTo(greatest[image], within(1e-3));
    }
  }

  private static JsonNode section(String name) {
    JsonNode section = golden.get(name);
    assertThat(section).as("section %s", name).isNotNull();
    assertThat(section).as("section %s", name).isNotEmpty();
    return section;
  }

  private static boolean[] members(JsonNode stage, int t) {
    return ClassGroups.STANDARD.members(longs(stage.get("counts")), GROUPS.get(t - 1));
  }

  private static double[] alpha(JsonNode stage, int t) {
    return Alpha.matching(SAMPLINGS.get(t - 1))
        .of(longs(stage.get("counts")), members(stage, t), stage.get("rho_m").asDouble());
  }

  private static void assertScores(List<Tensor> scores, JsonNode expected) {
    assertThat(scores).extracting(Tensor::name).containsExactly("conv", "fc");
    for (Tensor score : scores) {
      assertClose(doubles(score.values()), leaves(expected.get(score.name())), SINGLE_PRECISION);
    }
  }

  private static void assertKept(
      List<Tensor> scores, FreePositions own, double gamma, Scope scope, JsonNode expected) {
    for (Mask mask : KeptPositions.at(scores, own, own, gamma, scope)) {
      int[] keep = ints(expected.get(mask.name()));
      int[] kept = IntStream.range(0, keep.length).filter(i -> keep[i] == 1).toArray();

      assertThat(mask.keep().stream().toArray())
          .as("tensor %s at gamma %s, scope %s", mask.name(), gamma, scope)
          .containsExactly(kept);
    }
  }

  private static Mask whole(Tensor tensor) {
    BitSet bits = new BitSet();
    bits.set(0, tensor.values().length);
    return new Mask(tensor.name(), tensor.shape(), bits);
  }

  private static TestTimeLearning objective(JsonNode section, int image) {
    return TestTimeLearning.of(
        probabilities(section.get("z1"), image), probabilities(section.get("z2"), image));
  }

  private static float[][] probabilities(JsonNode logits, int image) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<float[]> stages = new ArrayList<>();
      for (JsonNode stage : logits) {
        NDArray values = new NDList(manager.create(doubles(stage.get(image)))).singletonOrThrow();
        stages.add(values.softmax(0).toType(DataType.FLOAT32, true).toFloatArray());
      }
      return stages.toArray(float[][]::new);
    }
  }

  /** Relative to the largest expected number: rounding errors are as large as the largest terms. */
  private static void assertClose(double[] actual, double[] expected, double precision) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], within(precision * largest));
    }
  }
}
