package org.longtail.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an artifact holds; each kind has one Arrow layout in {@code org.longtail.schemas.arrow}. */
public enum ArtifactKind {
  /** Labelled images of one split. */
  IMAGES,
  /** Per class: count, group, draw probability and loss offset of one stage. */
  SAMPLING,
  /** Every tensor of a network. */
  WEIGHTS,
  /** For every decoupled tensor, the positions that a stage keeps. */
  MASK,
  /** For every decoupled tensor, how much each position matters to a class group. */
  IMPORTANCE,
  /** Accuracy against the pruning ratio gamma. */
  SWEEP,
  /** Per image: what one network says of it. */
  OUTPUTS,
  /** Per image: class probabilities and the weight of each sub-model. */
  PREDICTIONS,
  /** Accuracy and mean lambda by class group. */
  EVALUATION,
  /** Mean importance by class group, beside accuracy. */
  BALANCE,
  /** How far a step had come that is not finished; no output of a step. */
  CHECKPOINT;

  /** The name in files and rows, such as {@code weights}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ArtifactKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT, "no artifact kind '%s'; there are %s", id, known())));
  }

  private static String known() {
    return Arrays.stream(values()).map(ArtifactKind::id).collect(Collectors.joining(", "));
  }
}
