package org.longtail.transforms.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How lambda is found for the images of a test set (METHOD section 6). */
enum Aggregation {
  /** A lambda of its own for each image. */
  INSTANCE {
    @Override
    double[][] lambdas(SubModelOutputs outputs, int steps, double rate) {
      double[][] lambdas = new double[outputs.images()][];
      for (int image = 0; image < lambdas.length; image++) {
        double[] sum = new double[outputs.stages()];
        for (int pair = 0; pair < outputs.views().size(); pair += 2) {
          add(
              sum,
              SimplexAscent.from(outputs.stages(), steps, rate, outputs.agreement(pair, image)));
        }
        lambdas[image] = mean(sum, outputs.views().size() / 2);
      }
      return lambdas;
    }
  },
  /** One lambda for all images, by the mean of their objectives. */
  GROUP {
    @Override
    double[][] lambdas(SubModelOutputs outputs, int steps, double rate) {
      double[] sum = new double[outputs.stages()];
      for (int pair = 0; pair < outputs.views().size(); pair += 2) {
        add(sum, shared(outputs, pair, steps, rate));
      }
      return same(mean(sum, outputs.views().size() / 2), outputs.images());
    }
  },
  /** {@code lambda = 1 / T}; needs no views. */
  AVERAGE {
    @Override
    double[][] lambdas(SubModelOutputs outputs, int steps, double rate) {
      double[] equal = new double[outputs.stages()];
      Arrays.fill(equal, 1.0 / equal.length);
      return same(equal, outputs.images());
    }
  };

  /**
   * The weights of the sub-models.
   *
   * @param outputs what the sub-models say
   * @param steps steps of gradient ascent
   * @param rate length of a step
   * @return {@code [images][stages]}, each on the simplex
   */
  abstract double[][] lambdas(SubModelOutputs outputs, int steps, double rate);

  private static double[] shared(SubModelOutputs outputs, int pair, int steps, double rate) {
    List<Agreement> images =
        IntStream.range(0, outputs.images())
            .mapToObj(image -> outputs.agreement(pair, image))
            .toList();
    return SimplexAscent.from(
        outputs.stages(),
        steps,
        rate,
        (lambda, gradient) -> {
          images.forEach(image -> image.addGradient(lambda, gradient));
          Arrays.setAll(gradient, t -> gradient[t] / images.size());
        });
  }

  private static void add(double[] sum, double[] lambda) {
    Arrays.setAll(sum, t -> sum[t] + lambda[t]);
  }

  private static double[] mean(double[] sum, int count) {
    return Arrays.stream(sum).map(value -> value / count).toArray();
  }

  /** One lambda for so many images. */
  static double[][] same(double[] lambda, int images) {
    double[][] lambdas = new double[images][];
    Arrays.fill(lambdas, lambda);
    return lambdas;
  }
}
