package org.longtail.learning;

import java.util.List;
import java.util.Locale;
import org.longtail.schemas.arrow.Tensor;

/**
 * What the images of one class add up to, tensor by tensor: the sum of their gradients, or of the
 * squared gradients of their batches, each squared one weighted by the batch's images. Sums over
 * parts of the images, on whatever worker, are added to the sum over all of them; only then may a
 * gradient be squared (METHOD section 3).
 *
 * @param tensors a sum for each decoupled tensor, in network order
 * @param images how many images it is over, at least 0
 */
public record GradientSum(List<Tensor> tensors, long images) {

  public GradientSum {
    tensors = List.copyOf(tensors);
    if (images < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "gradient sum over %d images: must be at least 0", images));
    }
  }

  /**
   * The sum over the images of both.
   *
   * @throws IllegalArgumentException if the other is of another network
   */
  public GradientSum plus(GradientSum other) {
    TensorSum sum = new TensorSum();
    sum.add(tensors);
    sum.add(other.tensors);
    return new GradientSum(sum.total(), images + other.images);
  }

  /**
   * The mean over the images.
   *
   * @throws IllegalArgumentException if there is no image
   */
  public List<Tensor> mean() {
    if (images == 0) {
      throw new IllegalArgumentException("gradient sum over no image: it has no mean");
    }
    TensorSum sum = new TensorSum();
    sum.add(tensors);
    return sum.dividedBy(images);
  }
}
