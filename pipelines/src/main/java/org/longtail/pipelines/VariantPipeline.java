package org.longtail.pipelines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline file with a value for each of its variables.
 *
 * @param rendered the YAML after rendering
 * @param steps the checked steps, each after those that it reads; of no use if there were faults
 * @param options pipeline options
 */
record VariantPipeline(String rendered, List<StepNode> steps, Map<String, String> options) {

  private static final VariantPipeline FAULTY = new VariantPipeline("", List.of(), Map.of());

  VariantPipeline {
    steps = List.copyOf(steps);
  }

  /**
   * Renders and checks a file for one variant.
   *
   * @param folder the file's, from which relative locations are meant
   */
  static VariantPipeline of(
      String variant, RenderedText rendered, Path folder, StepCatalog catalog, Faults faults) {
    if (faults.count() > 0) {
      // What follows would only find the traces of what the rendering found.
      return FAULTY;
    }
    Optional<YamlValue> document = new YamlReader(rendered, faults).read();
    if (document.isEmpty()) {
      return FAULTY;
    }
    PipelineSpec spec = new PipelineParser(faults).parse(document.orElseThrow());
    List<StepNode> steps =
        new PipelineChecker(variant, catalog, folder, faults).check(spec.steps());
    return new VariantPipeline(rendered.text(), steps, spec.options());
  }
}
