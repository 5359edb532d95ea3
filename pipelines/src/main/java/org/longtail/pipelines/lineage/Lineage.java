package org.longtail.pipelines.lineage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

/**
 * Everything behind a step: the steps that made its inputs, those that made theirs, and so on.
 *
 * @param root the step
 * @param steps the step and all behind it, by key, each after one that reads it
 */
public record Lineage(StepKey root, Map<StepKey, Step> steps) {

  /**
   * A step.
   *
   * @param manifest its settings, version and code
   * @param inputs where its inputs come from
   */
  public record Step(Manifest manifest, List<Input> inputs) {
    public Step {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * An input.
   *
   * @param name the input's name; numbered where a port has many
   * @param sha256 digest of its content
   * @param producer the step that made it; nothing for a file outside the store, or for a step that
   *     is not in the store any more
   * @param others other steps that made the same content
   */
  public record Input(
      String name, String sha256, Optional<StepKey> producer, List<StepKey> others) {
    public Input {
      others = List.copyOf(others);
    }
  }

  /**
   * Follows a step back.
   *
   * @param run the keys of the steps of one run in the order in which they finished: of several
   *     that made the same content, the last one before the reader is meant, since steps hand on
   *     what others made
   */
  public static Lineage of(Manifest step, StoreIndex index, List<StepKey> run) {
    return new Lineage(step.stepKey(), new Tracer(index, run).trace(step));
  }
}
