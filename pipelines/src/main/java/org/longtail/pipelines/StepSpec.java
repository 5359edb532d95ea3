package org.longtail.pipelines;

import java.util.List;
import java.util.Optional;

/**
 * A step as written, before anything is known about its type.
 *
 * @param line where it starts
 * @param name its name; the type where the file gives none
 * @param type its type; empty if the file gives none, which is a fault
 * @param typeLine line of the type
 * @param config its fields
 * @param inputs what is connected to it
 * @param chained whether it takes its input from its place in a chain
 */
record StepSpec(
    int line,
    String name,
    String type,
    int typeLine,
    YamlValue.Mapping config,
    List<Input> inputs,
    boolean chained) {

  StepSpec {
    inputs = List.copyOf(inputs);
  }

  StepSpec after(StepSpec previous) {
    Input input = new Input(line, Optional.empty(), List.of(new Reference(line, previous.name())));
    return new StepSpec(line, name, type, typeLine, config, List.of(input), true);
  }

  /**
   * What is connected to one input.
   *
   * @param line where it stands
   * @param port the input's name; empty where the file leaves it to the step's type
   * @param references the outputs that are flattened into it
   */
  record Input(int line, Optional<String> port, List<Reference> references) {
    Input {
      references = List.copyOf(references);
    }
  }

  /**
   * The name of an output.
   *
   * @param line where it stands
   * @param text {@code Step} or {@code Step.output}
   */
  record Reference(int line, String text) {}
}
