package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.pipelines.beam.BeamTransform;
import org.longtail.pipelines.beam.BeamTransforms;
import org.longtail.pipelines.beam.StoredArtifacts;
import org.longtail.schemas.Artifact;
import org.longtail.transforms.step.OnlyVariants;

/**
 * Applies checked steps to a Beam pipeline. A step that differs in more than its configuration from
 * variant to variant is there several times, each for its variants.
 */
final class PipelineBuilder {

  private final StepCatalog catalog;
  private final Pipeline pipeline;
  private final Map<String, List<Built>> built = new HashMap<>();

  private record Built(Set<String> variants, PCollectionRowTuple outputs) {}

  PipelineBuilder(StepCatalog catalog, Pipeline pipeline) {
    this.catalog = catalog;
    this.pipeline = pipeline;
  }

  /** Applies a step; those that it reads must have been added before. */
  void add(StepNode step) {
    List<Built> sameName = built.computeIfAbsent(step.name(), any -> new ArrayList<>());
    String name =
        sameName.isEmpty()
            ? step.name()
            : String.format(
                Locale.ROOT, "%s of %s", step.name(), String.join(" ", step.variants()));
    PCollectionRowTuple inputs = PCollectionRowTuple.empty(pipeline);
    for (Map.Entry<String, List<StepNode.Source>> input : step.inputs().entrySet()) {
      inputs =
          inputs.and(
              input.getKey(),
              collection(
                  String.format(Locale.ROOT, "%s-%s", name, input.getKey()),
                  input.getValue(),
                  step));
    }
    PCollectionRowTuple outputs = inputs.apply(name, transform(step));
    sameName.add(new Built(step.variants(), outputs));
  }

  private SchemaTransform transform(StepNode step) {
    Optional<BeamTransform> beams =
        catalog.find(step.type()).isPresent() ? Optional.empty() : BeamTransforms.find(step.type());
    return beams.isPresent()
        ? beams.get().maker().of(step.configs().values().iterator().next())
        : catalog.transform(step.type(), step.configs()).named(step.name());
  }

  /** What is connected to one input, for some variants. */
  private PCollection<Row> collection(String name, List<StepNode.Source> sources, StepNode step) {
    Set<String> variants = step.variants();
    List<PCollection<Row>> collections = new ArrayList<>();
    for (StepNode.Source source : sources) {
      for (Built part : parts(source, variants)) {
        PCollection<Row> rows = part.outputs().get(source.output());
        String adapted = String.format(Locale.ROOT, "%s-%%s[%d]", name, collections.size());
        if (!rows.getSchema().equals(Artifact.SCHEMA)) {
          collections.add(
              catalog.find(step.type()).isPresent()
                  ? rows.apply(
                      String.format(Locale.ROOT, adapted, "Artifacts"),
                      StoredArtifacts.of(source.step(), step.name(), variants))
                  : rows);
        } else {
          collections.add(
              variants.containsAll(part.variants())
                  ? rows
                  : rows.apply(
                      String.format(Locale.ROOT, adapted, "Variants"), OnlyVariants.of(variants)));
        }
      }
    }
    return collections.size() == 1
        ? collections.get(0)
        : PCollectionList.of(collections)
            .apply(String.format(Locale.ROOT, "%s-Flatten", name), Flatten.pCollections());
  }

  private List<Built> parts(StepNode.Source source, Set<String> variants) {
    List<Built> parts =
        built.getOrDefault(source.step(), List.of()).stream()
            .filter(part -> part.variants().stream().anyMatch(variants::contains))
            .toList();
    Set<String> covered = new LinkedHashSet<>();
    parts.forEach(part -> covered.addAll(part.variants()));
    if (!covered.containsAll(variants)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "step '%s' is not built", source.step()));
    }
    return parts;
  }
}
