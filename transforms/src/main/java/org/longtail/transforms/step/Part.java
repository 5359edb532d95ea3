package org.longtail.transforms.step;

import java.util.List;
import java.util.Map;
import org.longtail.schemas.Artifact;

/**
 * A part of a step's work: a step of its own, to be computed whole.
 *
 * @param <P> the parts' configuration class
 * @param name after the step's own name in events, such as {@code images 1-2048}
 * @param config all that decides what comes out, beside the inputs
 * @param inputs artifacts of the step that the part needs, by the part's own input names
 */
public record Part<P>(String name, P config, Map<String, List<Artifact>> inputs) {

  public Part {
    inputs = Map.copyOf(inputs);
  }
}
