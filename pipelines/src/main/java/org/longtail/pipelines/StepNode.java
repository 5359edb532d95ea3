package org.longtail.pipelines;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checked step of a pipeline.
 *
 * @param name unique in the pipeline
 * @param type such as {@code TrainStage}
 * @param line where the step starts in the file, from 1
 * @param config the fields that the file gives, by name in snake case, as values of their Beam type
 * @param inputs the outputs that are flattened into each connected input, by name of the input
 */
public record StepNode(
    String name,
    String type,
    int line,
    Map<String, Object> config,
    Map<String, List<Source>> inputs) {

  public StepNode {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /**
   * An output of a step.
   *
   * @param step name of the step
   * @param output name of the output
   */
  public record Source(String step, String output) {}
}
