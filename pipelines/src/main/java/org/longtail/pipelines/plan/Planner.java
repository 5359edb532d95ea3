package org.longtail.pipelines.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.beam.StoredArtifacts;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.StoreException;
import org.longtail.transforms.step.OnlyVariants;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepTransform;

/**
 * Goes through a pipeline as its rows would, and decides about every step on the way. Rows that are
 * in the store already are known; a step that reads others waits for them.
 */
public final class Planner extends Pipeline.PipelineVisitor.Defaults {

  private final StepPlanner steps;
  private final ArtifactStore store;
  private final Map<PCollection<?>, Forecast> forecasts = new HashMap<>();

  /** Rows that stand in the pipeline itself and are no artifacts' yet. */
  private final Map<PCollection<?>, List<Row>> given = new HashMap<>();

  private final List<PlannedStep> planned = new ArrayList<>();

  private Planner(StepPlanner steps, ArtifactStore store) {
    this.steps = steps;
    this.store = store;
  }

  /**
   * The plan of a pipeline. Nothing is executed or written.
   *
   * @param earlier the run to compare with
   * @param force names of steps that the run computes although they are in the store
   * @throws IllegalArgumentException if a step would refuse its inputs
   */
  public static Plan plan(
      Pipeline pipeline,
      ArtifactStore store,
      Optional<EarlierRun> earlier,
      Collection<String> force) {
    Planner planner = new Planner(new StepPlanner(store, earlier, force), store);
    pipeline.traverseTopologically(planner);
    return new Plan(earlier.map(EarlierRun::name), planner.planned);
  }

  @Override
  public CompositeBehavior enterCompositeTransform(Node node) {
    if (node.getTransform() instanceof StepTransform<?> step) {
      plan(step, node);
    } else if (node.getTransform() instanceof OnlyVariants only) {
      expect(node, Forecast.union(inputs(node).values()).only(only.names()));
    } else if (node.getTransform() instanceof StoredArtifacts stored) {
      expect(node, stored(stored, node.getInputs().values().iterator().next()));
    } else if (node.getTransform() instanceof Create.Values<?> create) {
      List<Row> rows = new ArrayList<>();
      create.getElements().forEach(element -> addIfRow(element, rows));
      node.getOutputs().values().forEach(output -> given.put(output, rows));
      expect(node, created(create, node.getFullName()));
    } else {
      return CompositeBehavior.ENTER_TRANSFORM;
    }
    return CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
  }

  /**
   * What is inside a step comes by here too, where its outputs are read: they are known by then.
   */
  @Override
  public void visitPrimitiveTransform(Node node) {
    expect(
        node,
        node.getTransform() instanceof Flatten.PCollections<?>
            ? Forecast.union(inputs(node).values())
            : Forecast.unknown(node.getFullName()));
  }

  private void expect(Node node, Forecast forecast) {
    node.getOutputs().values().forEach(output -> forecasts.putIfAbsent(output, forecast));
  }

  private Map<String, Forecast> inputs(Node node) {
    Map<String, Forecast> inputs = new LinkedHashMap<>();
    node.getInputs()
        .forEach(
            (tag, rows) ->
                inputs.put(
                    tag.getId(),
                    forecasts.getOrDefault(rows, Forecast.unknown(node.getFullName()))));
    return inputs;
  }

  private static void addIfRow(@Nullable Object element, List<Row> rows) {
    if (element instanceof Row row) {
      rows.add(row);
    }
  }

  private Forecast stored(StoredArtifacts stored, PCollection<?> rows) {
    List<Row> known = given.get(rows);
    if (known == null) {
      return Forecast.unknown(stored.from());
    }
    Map<String, List<Expected>> artifacts = new LinkedHashMap<>();
    try {
      for (Row row : known) {
        for (Artifact artifact : stored.find(row, store)) {
          artifacts
              .computeIfAbsent(artifact.variant(), any -> new ArrayList<>())
              .add(Expected.stored(stored.from(), artifact));
        }
      }
    } catch (StoreException e) {
      return Forecast.unknown(stored.from()); // the run tells what is missing
    }
    return new Forecast(artifacts, Optional.empty());
  }

  private static Forecast created(Create.Values<?> create, String name) {
    Map<String, List<Expected>> rows = new LinkedHashMap<>();
    for (Object element : create.getElements()) {
      if (!(element instanceof Row row) || !row.getSchema().equals(Artifact.SCHEMA)) {
        return Forecast.unknown(name);
      }
      Artifact artifact = Artifact.fromRow(row);
      rows.computeIfAbsent(artifact.variant(), any -> new ArrayList<>())
          .add(Expected.stored(name, artifact));
    }
    return new Forecast(rows, Optional.empty());
  }

  private void plan(StepTransform<?> step, Node node) {
    Map<String, Forecast> inputs = inputs(node);
    Map<String, Map<String, List<Expected>>> outputs = new HashMap<>();
    for (String variant : variants(step, inputs.values())) {
      Map<String, List<Expected>> rows = new LinkedHashMap<>();
      inputs.forEach((port, forecast) -> rows.put(port, forecast.of(variant)));
      StepPlanner.Outcome outcome;
      try {
        outcome = steps.plan(step, variant, rows);
      } catch (IOException e) {
        throw new UncheckedIOException(
            String.format(Locale.ROOT, "step %s: %s", step.label(), e), e);
      }
      planned.add(outcome.step());
      for (Port port : step.type().outputs()) {
        outputs
            .computeIfAbsent(port.name(), any -> new LinkedHashMap<>())
            .put(variant, outcome.rows(port));
      }
    }
    node.getOutputs()
        .forEach(
            (tag, rows) ->
                forecasts.put(
                    rows,
                    new Forecast(outputs.getOrDefault(tag.getId(), Map.of()), Optional.empty())));
  }

  /** The variants that a step runs for: those of its rows. */
  private static Set<String> variants(StepTransform<?> step, Collection<Forecast> inputs) {
    Set<String> variants = new TreeSet<>();
    inputs.forEach(forecast -> variants.addAll(forecast.byVariant().keySet()));
    if (inputs.isEmpty() || inputs.stream().anyMatch(forecast -> forecast.others().isPresent())) {
      variants.addAll(step.variants());
    }
    return variants;
  }
}
