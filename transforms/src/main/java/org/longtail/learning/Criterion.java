package org.longtail.learning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.longtail.schemas.arrow.Tensor;

/** What makes a weight important to a class group (METHOD section 3). */
public enum Criterion {
  /** {@code (w g)^2}, by {@link TaylorImportance}. */
  TAYLOR,
  /** Mean squared gradient, by {@link FisherImportance}. */
  FISHER,
  /** {@code |w|}, whatever the group. */
  L1;

  /** The name in configurations and files, such as {@code taylor}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The criterion with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Criterion of(String id) {
    return Arrays.stream(values())
        .filter(criterion -> criterion.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "criterion '%s' is not one of %s",
                        id,
                        Arrays.stream(values())
                            .map(Criterion::id)
                            .collect(Collectors.joining(", ")))));
  }

  /** Whether scores depend on images, and not on the weights alone. */
  public boolean needsImages() {
    return this != L1;
  }

  /**
   * The scores of all decoupled tensors of a network.
   *
   * @param loss the stage's own loss
   * @param classes of the stage's group, at least one
   * @param images of each class
   * @return a tensor of scores, at least 0, for each decoupled tensor, in network order
   * @throws IllegalArgumentException if there is no class, or a class has no image that is needed
   */
  public List<Tensor> scores(
      Network network, CompensationLoss loss, int[] classes, ClassImages images) {
    return needsImages() ? summed(network, loss, classes, images).mean() : magnitudes(network);
  }

  /**
   * The scores of some classes of a group, summed; parameters and errors are those of {@link
   * #scores}.
   *
   * @throws IllegalStateException if scores do not depend on images
   */
  public ClassScores summed(
      Network network, CompensationLoss loss, int[] classes, ClassImages images) {
    return switch (this) {
      case TAYLOR -> new TaylorImportance(network, loss).summed(classes, images);
      case FISHER -> new FisherImportance(network, loss).summed(classes, images);
      case L1 -> throw new IllegalStateException("l1 has no scores by class");
    };
  }

  /** The scores by {@link #L1}: {@code |w|} of every decoupled position. */
  public static List<Tensor> magnitudes(Network network) {
    List<Tensor> magnitudes = network.decoupledTensors();
    for (Tensor magnitude : magnitudes) {
      float[] values = magnitude.values();
      for (int j = 0; j < values.length; j++) {
        values[j] = Math.abs(values[j]);
      }
    }
    return magnitudes;
  }
}
