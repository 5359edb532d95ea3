package org.longtail.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.longtail.pipelines.beam.BeamTransform;
import org.longtail.pipelines.beam.BeamTransforms;
import org.longtail.transforms.step.StepProvider;

/** Checks a pipeline as written against the step types that there are. */
final class PipelineChecker {

  private final String variant;
  private final StepCatalog catalog;
  private final Path folder;
  private final Faults faults;

  PipelineChecker(String variant, StepCatalog catalog, Path folder, Faults faults) {
    this.variant = variant;
    this.catalog = catalog;
    this.folder = folder;
    this.faults = faults;
  }

  /** The steps in an order in which they can run; only of use if there were no faults. */
  List<StepNode> check(List<StepSpec> steps) {
    reportDuplicates(steps);
    InputChecker inputs = new InputChecker(new InputResolver(steps, catalog, faults), faults);
    List<StepNode> nodes = new ArrayList<>();
    for (StepSpec step : steps) {
      Optional<BeamTransform> beams = BeamTransforms.find(step.type());
      catalog
          .find(step.type())
          .map(provider -> node(step, provider, inputs))
          .or(() -> beams.map(transform -> node(step, transform, inputs)))
          .ifPresentOrElse(nodes::add, () -> reportType(step));
    }
    return new StepOrder(faults).of(nodes);
  }

  private StepNode node(StepSpec step, StepProvider<?> provider, InputChecker inputs) {
    int before = faults.count();
    Map<String, Object> config = new ConfigReader(step, provider.fields(), folder, faults).read();
    Map<String, List<StepNode.Source>> connected = inputs.connect(step, provider.type());
    if (faults.count() == before) {
      reportRefused(step, config, connected.keySet());
    }
    return new StepNode(step.name(), step.type(), step.line(), Map.of(variant, config), connected);
  }

  private StepNode node(StepSpec step, BeamTransform transform, InputChecker inputs) {
    int before = faults.count();
    Map<String, Object> config = new BeamConfigReader(step, folder, faults).read(transform);
    Map<String, List<StepNode.Source>> connected = inputs.connect(step, transform);
    if (faults.count() == before) {
      try {
        transform.maker().of(config);
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        faults.add(lineOf(step, message), step.name(), message, "");
      }
    }
    return new StepNode(step.name(), step.type(), step.line(), Map.of(variant, config), connected);
  }

  /** What only the step itself can tell, such as two fields that do not go together. */
  private void reportRefused(StepSpec step, Map<String, Object> config, Set<String> connected) {
    try {
      catalog.transform(step.type(), Map.of(variant, config)).checkInputs(connected);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      faults.add(lineOf(step, message), step.name(), message, "");
    }
  }

  /** The line of the first field that a message names, or the step's if it names none. */
  private static int lineOf(StepSpec step, String message) {
    return step.config().entries().entrySet().stream()
        .filter(field -> message.contains(String.format(Locale.ROOT, "'%s'", field.getKey())))
        .findFirst()
        .map(field -> field.getValue().line())
        .orElse(step.line());
  }

  private void reportType(StepSpec step) {
    if (step.type().equals("composite") || step.type().equals("chain")) {
      faults.add(
          step.typeLine(),
          step.name(),
          String.format(
              Locale.ROOT,
              "a %s inside a pipeline is Beam YAML, but not supported here",
              step.type()),
          "put its transforms under 'transforms' of the pipeline itself");
    } else if (!step.type().isEmpty()) {
      faults.add(
          step.typeLine(),
          step.name(),
          String.format(Locale.ROOT, "unknown type '%s'", step.type()),
          NearestName.fix(
              step.type(),
              Stream.concat(catalog.types().stream(), BeamTransforms.names().stream()).toList(),
              "the types are"));
    }
  }

  private void reportDuplicates(List<StepSpec> steps) {
    Map<String, StepSpec> seen = new HashMap<>();
    for (StepSpec step : steps) {
      StepSpec earlier = step.name().isEmpty() ? null : seen.putIfAbsent(step.name(), step);
      if (earlier != null) {
        faults.add(
            step.line(),
            step.name(),
            String.format(Locale.ROOT, "the step in line %d has the same name", earlier.line()),
            "give each a 'name' of its own");
      }
    }
  }
}
