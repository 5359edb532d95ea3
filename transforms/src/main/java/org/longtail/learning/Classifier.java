package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.longtail.images.Draws;

/**
 * Runs a network over images, in evaluation mode and without recording gradients. A network that
 * the engine computes wrongly on this processor is refused with a {@link TrainingException}.
 */
public final class Classifier {

  /** Images that a network sees together, where there are so many. */
  public static final int BATCH_SIZE = 128;

  private Classifier() {}

  /**
   * Class probabilities of every image as it is.
   *
   * @return {@code [images][classes]}
   */
  public static float[][] probabilities(Network network, ImageBatches batches) {
    return run(network, batches.images().size(), batches::plain, logits -> logits.softmax(1));
  }

  /**
   * Class probabilities of one random view of every image.
   *
   * @param draws what to draw from for the image with this number
   * @return {@code [images][classes]}
   */
  public static float[][] viewProbabilities(
      Network network, ImageBatches batches, IntFunction<Draws> draws) {
    return run(
        network,
        batches.images().size(),
        (manager, which) -> batches.augmented(manager, which, draws),
        logits -> logits.softmax(1));
  }

  /**
   * Logits of every image as it is.
   *
   * @return {@code [images][classes]}
   */
  public static float[][] logits(Network network, ImageBatches batches) {
    return run(network, batches.images().size(), batches::plain, UnaryOperator.identity());
  }

  /**
   * Logits of one random view of every image.
   *
   * @param draws what to draw from for the image with this number
   * @return {@code [images][classes]}
   */
  public static float[][] viewLogits(
      Network network, ImageBatches batches, IntFunction<Draws> draws) {
    return run(
        network,
        batches.images().size(),
        (manager, which) -> batches.augmented(manager, which, draws),
        UnaryOperator.identity());
  }

  private static float[][] run(
      Network network,
      int images,
      BiFunction<NDManager, int[], NDArray> batch,
      UnaryOperator<NDArray> outputs) {
    KernelCheck.require(network);
    float[][] all = new float[images][];
    try (GradientScope.Pause pause = GradientScope.pause()) {
      for (int from = 0; from < images; from += BATCH_SIZE) {
        int[] which = IntStream.range(from, Math.min(images, from + BATCH_SIZE)).toArray();
        try (NDManager manager = network.newBatch()) {
          NDArray logits = network.logits(batch.apply(manager, which), false);
          float[] flat = outputs.apply(logits).toFloatArray();
          int classes = flat.length / which.length;
          for (int i = 0; i < which.length; i++) {
            all[from + i] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
          }
        }
      }
    }
    return all;
  }

  /** The most probable class, the first on ties. */
  public static int predicted(float[] probabilities) {
    int best = 0;
    for (int y = 1; y < probabilities.length; y++) {
      if (probabilities[y] > probabilities[best]) {
        best = y;
      }
    }
    return best;
  }
}
