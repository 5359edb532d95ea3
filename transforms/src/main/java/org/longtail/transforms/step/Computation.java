package org.longtail.transforms.step;

import java.util.Map;
import java.util.TreeMap;
import org.longtail.schemas.store.StepKey;

/**
 * What a step computes, as far as it decides what comes out: all that enters its key.
 *
 * @param type the step's type and version
 * @param config the complete configuration, as {@link ConfigSchema#toMap} gives it
 * @param inputs sha256 of each input by name; the artifacts of a port with many are numbered
 */
public record Computation(StepType type, Map<String, Object> config, Map<String, String> inputs) {

  public Computation {
    config = new TreeMap<>(config);
    inputs = new TreeMap<>(inputs);
  }

  /** The key under which the outputs are kept. */
  public StepKey key() {
    return StepKey.of(type.name(), type.version(), config, inputs);
  }
}
