package org.longtail.transforms.step;

import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;

/** A transform that goes by a name of its own in events and reports. */
public abstract class LabelledTransform extends SchemaTransform {

  private String label;

  protected LabelledTransform(String label) {
    this.label = label;
  }

  /** Names the transform; it is named by its type unless told otherwise. */
  public final LabelledTransform named(String name) {
    this.label = name;
    return this;
  }

  /**
   * Checks that the configuration goes together with the inputs that are connected.
   *
   * @param connected names of the inputs
   * @throws IllegalArgumentException if it does not; names the field or the input
   */
  public void checkInputs(Set<String> connected) {}

  /**
   * The names under which the steps that this transform consists of go in events, in an order in
   * which they can run; its own name if it is one step.
   */
  public List<String> steps() {
    return List.of(label);
  }

  /** The transform's name in events and reports. */
  public final String label() {
    return label;
  }
}
