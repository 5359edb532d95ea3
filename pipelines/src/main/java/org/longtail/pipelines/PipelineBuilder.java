package org.longtail.pipelines;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.transforms.step.LabelledTransform;

/** Applies checked steps to a Beam pipeline. */
final class PipelineBuilder {

  private final StepCatalog catalog;
  private final Pipeline pipeline;
  private final Map<String, PCollectionRowTuple> outputs = new HashMap<>();

  PipelineBuilder(StepCatalog catalog, Pipeline pipeline) {
    this.catalog = catalog;
    this.pipeline = pipeline;
  }

  /** Applies a step; those that it reads must have been added before. */
  void add(StepNode step) {
    PCollectionRowTuple inputs = PCollectionRowTuple.empty(pipeline);
    for (Map.Entry<String, List<StepNode.Source>> input : step.inputs().entrySet()) {
      inputs = inputs.and(input.getKey(), collection(step, input.getKey(), input.getValue()));
    }
    outputs.put(step.name(), inputs.apply(step.name(), transform(step)));
  }

  private PCollection<Row> collection(StepNode step, String input, List<StepNode.Source> sources) {
    List<PCollection<Row>> collections = sources.stream().map(this::collection).toList();
    return collections.size() == 1
        ? collections.get(0)
        : PCollectionList.of(collections)
            .apply("%s-Flatten[%s]".formatted(step.name(), input), Flatten.pCollections());
  }

  private PCollection<Row> collection(StepNode.Source source) {
    PCollectionRowTuple tuple = outputs.get(source.step());
    if (tuple == null) {
      throw new IllegalStateException("step '%s' is not built".formatted(source.step()));
    }
    return tuple.get(source.output());
  }

  private SchemaTransform transform(StepNode step) {
    SchemaTransform transform = catalog.transform(step.type(), step.config());
    return transform instanceof LabelledTransform labelled
        ? labelled.named(step.name())
        : transform;
  }
}
