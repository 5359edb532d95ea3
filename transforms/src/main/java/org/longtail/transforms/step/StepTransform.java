package org.longtail.transforms.step;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.ArtifactStore;

/**
 * A step as a Beam transform: joins its inputs by variant, computes once per variant, and gives the
 * artifacts of each output. Subclasses name the type and the kernel. Each variant has a
 * configuration of its own.
 *
 * @param <C> the configuration class
 */
public abstract class StepTransform<C> extends LabelledTransform {

  private final StepType type;
  private final Variants<MemoizedStep<C>> steps;
  private final boolean hasParts;

  protected StepTransform(
      StepType type, Class<C> configType, Variants<C> configs, Kernel<C> kernel) {
    this(type, configType, configs, Work.of(kernel));
  }

  protected StepTransform(StepType type, Class<C> configType, Variants<C> configs, Work<C> work) {
    super(type.name());
    this.type = type;
    ConfigSchema<C> schema = ConfigSchema.of(configType);
    this.steps =
        configs
            .map(schema::complete)
            .map(config -> new MemoizedStep<>(type, config, schema.toMap(config), work));
    this.hasParts = work.parts() != null;
  }

  /** The configuration of each variant with its defaults filled in. */
  protected final Variants<C> configs() {
    return steps.map(MemoizedStep::config);
  }

  /** The step's name, version and ports. */
  public final StepType type() {
    return type;
  }

  /** The variants that the step begins with if it has no inputs. */
  public final Set<String> variants() {
    return steps.names();
  }

  /**
   * What the step computes for a variant, from all of its inputs.
   *
   * @param inputs the artifacts by input name
   * @param store where it is noted how files outside of it look
   * @throws IllegalArgumentException if an input is missing or of the wrong kind, or if there is no
   *     configuration for the variant
   */
  public final Computation computation(
      String variant, Map<String, List<Artifact>> inputs, ArtifactStore store) throws IOException {
    steps.at(variant).check(inputs);
    return partOfComputation(variant, inputs, store);
  }

  /** What is known of what the step computes for a variant, where not all inputs are there yet. */
  public final Computation partOfComputation(
      String variant, Map<String, List<Artifact>> inputs, ArtifactStore store) throws IOException {
    return steps.at(variant).computation(inputs, store);
  }

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    checkPorts(type, input.getAll().keySet());
    checkInputs(input.getAll().keySet());
    Map<String, TupleTag<Row>> outputs =
        type.outputs().stream()
            .collect(Collectors.toMap(Port::name, port -> new TupleTag<>(port.name())));
    String mainOutput = type.outputs().get(0).name();
    TupleTagList others =
        TupleTagList.of(
            type.outputs().stream()
                .map(Port::name)
                .filter(name -> !name.equals(mainOutput))
                .map(outputs::get)
                .collect(Collectors.<TupleTag<?>>toList()));
    PCollectionTuple results =
        joined(input)
            .apply(
                type.name(),
                ParDo.of(new StepFn<>(steps, label(), outputs))
                    .withOutputTags(tag(outputs, mainOutput), others));
    PCollectionRowTuple named = PCollectionRowTuple.empty(input.getPipeline());
    for (Port port : type.outputs()) {
      named =
          named.and(
              port.name(), results.get(tag(outputs, port.name())).setRowSchema(Artifact.SCHEMA));
    }
    return named;
  }

  private PCollection<KV<String, Iterable<KV<String, Row>>>> joined(PCollectionRowTuple input) {
    KvCoder<String, KV<String, Row>> coder =
        KvCoder.of(
            StringUtf8Coder.of(), KvCoder.of(StringUtf8Coder.of(), RowCoder.of(Artifact.SCHEMA)));
    PCollectionList<KV<String, KV<String, Row>>> rows = PCollectionList.empty(input.getPipeline());
    for (Map.Entry<String, PCollection<Row>> entry : input.getAll().entrySet()) {
      String port = entry.getKey();
      rows = rows.and(entry.getValue().apply("Key_" + port, keyBy(port)).setCoder(coder));
    }
    if (input.getAll().isEmpty()) {
      // A source joins nothing.
      rows =
          rows.and(
              input
                  .getPipeline()
                  .apply(
                      "Variants",
                      Create.of(
                              steps.names().stream()
                                  .sorted()
                                  .map(StepTransform::withoutPort)
                                  .toList())
                          .withCoder(coder)));
    }
    PCollection<KV<String, KV<String, Row>>> all = rows.apply("Inputs", Flatten.pCollections());
    PCollection<KV<String, Iterable<KV<String, Row>>>> joined =
        all.apply("ByVariant", GroupByKey.create());
    if (!hasParts) {
      return joined;
    }
    // Rows that stand for finished parts only make the step wait for them.
    PCollection<KV<String, KV<String, Row>>> done =
        joined.apply("InParts", new PartsInParallel<>(steps, label()));
    return PCollectionList.of(all)
        .and(done)
        .apply("InputsAndParts", Flatten.pCollections())
        .apply("AfterParts", GroupByKey.create());
  }

  /** A row that carries a variant and no artifact. */
  static KV<String, KV<String, Row>> withoutPort(String variant) {
    Artifact none = new Artifact(variant, ArtifactKind.IMAGES, "", "", 0, "", Map.of());
    return KV.of(variant, KV.of(Errand.NO_PORT, none.toRow()));
  }

  private static MapElements<Row, KV<String, KV<String, Row>>> keyBy(String port) {
    return MapElements.into(new TypeDescriptor<KV<String, KV<String, Row>>>() {})
        .via(row -> KV.of(Artifact.fromRow(row).variant(), KV.of(port, row)));
  }

  private static void checkPorts(StepType type, Set<String> connected) {
    Map<String, Port> known =
        type.inputs().stream().collect(Collectors.toMap(Port::name, Function.identity()));
    for (String name : connected) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "step %s has no input '%s'; its inputs are %s",
                type.name(),
                name,
                new TreeSet<>(known.keySet())));
      }
    }
    for (Port port : type.inputs()) {
      if (port.count() == Port.Count.ONE && !connected.contains(port.name())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "step %s: input '%s' (%s) is not connected",
                type.name(),
                port.name(),
                port.description()));
      }
    }
  }

  private static TupleTag<Row> tag(Map<String, TupleTag<Row>> tags, String name) {
    TupleTag<Row> tag = tags.get(name);
    if (tag == null) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "no output '%s'", name));
    }
    return tag;
  }
}
