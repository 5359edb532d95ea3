package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Beam YAML's syntax: a pipeline that is a composite or a chain of transforms. */
final class PipelineParser {

  private static final List<String> TYPES = List.of("composite", "chain");

  private final Faults faults;
  private final StepParser steps;

  PipelineParser(Faults faults) {
    this.faults = faults;
    this.steps = new StepParser(faults);
  }

  PipelineSpec parse(YamlValue document) {
    if (!(document instanceof YamlValue.Mapping file)) {
      faults.add(
          document.line(), "the file holds " + document.words(), "start it with 'pipeline:'");
      return new PipelineSpec(List.of(), Map.of());
    }
    KnownKeys.FILE.check(file, "", faults);
    return new PipelineSpec(
        pipeline(file), new OptionsParser(faults).parse(file.entries().get("options")));
  }

  private List<StepSpec> pipeline(YamlValue.Mapping file) {
    YamlValue.Entry entry = file.entries().get("pipeline");
    if (entry == null) {
      faults.add(file.line(), "the file has no 'pipeline'", "add 'pipeline:' with 'transforms:'");
      return List.of();
    }
    if (!(entry.value() instanceof YamlValue.Mapping pipeline)) {
      faults.add(
          entry.line(),
          String.format(Locale.ROOT, "'pipeline' is %s", entry.value().words()),
          "make it a map with 'type' and 'transforms'");
      return List.of();
    }
    KnownKeys.PIPELINE.check(pipeline, "", faults);
    boolean chain = isChain(pipeline.entries().get("type"));
    List<StepSpec> parsed =
        transforms(pipeline).stream().flatMap(value -> steps.parse(value, chain).stream()).toList();
    if (parsed.isEmpty()) {
      faults.add(entry.line(), "the pipeline has no steps", "list them under 'transforms:'");
    }
    return chain ? chained(parsed) : parsed;
  }

  private boolean isChain(YamlValue.@Nullable Entry type) {
    if (type == null) {
      return false;
    }
    if (type.value() instanceof YamlValue.Scalar scalar && TYPES.contains(scalar.text())) {
      return scalar.text().equals("chain");
    }
    faults.add(
        type.line(),
        String.format(Locale.ROOT, "the pipeline's type is %s", type.value().words()),
        "write 'type: composite' or 'type: chain'");
    return false;
  }

  private List<YamlValue> transforms(YamlValue.Mapping pipeline) {
    List<YamlValue> values = new ArrayList<>();
    Optional.ofNullable(pipeline.entries().get("source")).ifPresent(e -> values.add(e.value()));
    YamlValue.Entry transforms = pipeline.entries().get("transforms");
    if (transforms != null && transforms.value() instanceof YamlValue.Sequence sequence) {
      values.addAll(sequence.elements());
    } else if (transforms != null && !transforms.value().isNothing()) {
      faults.add(
          transforms.line(),
          String.format(Locale.ROOT, "'transforms' is %s", transforms.value().words()),
          "make it a list: start each transform with '- type:'");
    }
    Optional.ofNullable(pipeline.entries().get("sink")).ifPresent(e -> values.add(e.value()));
    return values;
  }

  private static List<StepSpec> chained(List<StepSpec> steps) {
    List<StepSpec> chain = new ArrayList<>();
    for (StepSpec step : steps) {
      chain.add(chain.isEmpty() ? step : step.after(chain.get(chain.size() - 1)));
    }
    return chain;
  }
}
