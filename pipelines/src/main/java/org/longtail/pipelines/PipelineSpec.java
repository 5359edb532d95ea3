package org.longtail.pipelines;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline as written.
 *
 * @param steps in the order of the file
 * @param options pipeline options
 */
record PipelineSpec(List<StepSpec> steps, Map<String, String> options) {

  PipelineSpec {
    steps = List.copyOf(steps);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
