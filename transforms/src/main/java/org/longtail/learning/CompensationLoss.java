package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;

/** Cross entropy of logits that are offset class by class (equation 2). */
public final class CompensationLoss {

  private final double[] logAlpha;

  /**
   * The loss for an offset.
   *
   * @param alpha a value above 0 for each class, {@code [classes]}; all 1 is plain cross entropy
   */
  public CompensationLoss(double[] alpha) {
    if (Arrays.stream(alpha).anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "alpha %s: every class needs a value above 0", Arrays.toString(alpha)));
    }
    this.logAlpha = Arrays.stream(alpha).map(StrictMath::log).toArray();
  }

  /** Plain cross entropy: no class is offset. */
  public static CompensationLoss crossEntropy(int classes) {
    double[] alpha = new double[classes];
    Arrays.fill(alpha, 1);
    return new CompensationLoss(alpha);
  }

  /**
   * {@code mean over the batch of cross_entropy(logits - log alpha, labels)}.
   *
   * @param logits {@code [batch, classes]}
   * @param labels class of each image, {@code [batch]}
   * @return a scalar of the logits' type
   */
  public NDArray mean(NDArray logits, int[] labels) {
    return share(logits, labels, labels.length);
  }

  /**
   * What some images of a batch add to the mean over the batch.
   *
   * @param images of the whole batch
   */
  NDArray share(NDArray logits, int[] labels, int images) {
    // An array that lives as long as the batch: of a number the engine keeps only an address, and
    // its memory may be freed and written to before the gradient is divided by it.
    return sum(logits, labels).div(logits.getManager().create(images));
  }

  /** The same, summed over the batch. */
  public NDArray sum(NDArray logits, int[] labels) {
    return logLikelihood(logits, labels).sum().neg();
  }

  /**
   * The same, summed with a weight for each image.
   *
   * @param weights {@code [batch]}
   */
  NDArray sum(NDArray logits, int[] labels, float[] weights) {
    NDArray each =
        logits.getManager().create(weights).toType(logits.getDataType(), false).reshape(-1, 1);
    return logLikelihood(logits, labels).mul(each).sum().neg();
  }

  /** {@code log softmax(logits - log alpha)[label]}, {@code [batch, 1]}. */
  private NDArray logLikelihood(NDArray logits, int[] labels) {
    NDManager manager = logits.getManager();
    NDArray offset = manager.create(logAlpha).toType(logits.getDataType(), false);
    NDArray index = manager.create(labels).toType(DataType.INT64, false).reshape(labels.length, 1);
    return logits.sub(offset).logSoftmax(1).gather(index, 1);
  }
}
