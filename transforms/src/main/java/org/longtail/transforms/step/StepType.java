package org.longtail.transforms.step;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a step is: its name in pipeline files, the version of its mathematics, and its ports.
 *
 * @param name such as {@code TrainStage}
 * @param version semantic version, part of the step key: raised whenever outputs change
 * @param description one sentence for a person
 * @param inputs named inputs
 * @param outputs named outputs; the first one is meant where a file names the step alone
 */
public record StepType(
    String name, String version, String description, List<Port> inputs, List<Port> outputs)
    implements Serializable {

  public StepType {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Beam's identifier of the step, such as {@code beam:schematransform:org.longtail:x:v1}. */
  public String identifier() {
    return String.format(
        Locale.ROOT,
        "beam:schematransform:org.longtail:%s:v1",
        new SnakeCaseStrategy().translate(name));
  }

  /** The input of this name. */
  public Optional<Port> input(String port) {
    return named(inputs, port);
  }

  /** The output of this name. */
  public Optional<Port> output(String port) {
    return named(outputs, port);
  }

  private static Optional<Port> named(List<Port> ports, String name) {
    return ports.stream().filter(port -> port.name().equals(name)).findFirst();
  }
}
