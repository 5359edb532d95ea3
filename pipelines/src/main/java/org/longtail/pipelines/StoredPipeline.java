package org.longtail.pipelines;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.store.StoreException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The pipeline of an earlier run, as the run's folder keeps it: rendered, a document for each
 * variant. Fields of a step may be set to other values, one or several.
 *
 * <pre>{@code
 * PipelineFile file =
 *     StoredPipeline.read(place, yaml, original, Map.of("default", Map.of()))
 *         .set("SweepMedium", Map.of("gamma", "0.4,0.6"))
 *         .check();
 * }</pre>
 */
public final class StoredPipeline {

  private final Path place;
  private final Path file;
  private final Map<String, Variant> variants;

  /** A variant with its document, and the variant of the run that it was. */
  private record Variant(Node document, Map<String, String> variables, String origin) {}

  private StoredPipeline(Path place, Path file, Map<String, Variant> variants) {
    this.place = place;
    this.file = file;
    this.variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
  }

  /**
   * Reads the pipeline of a run.
   *
   * @param place where it is kept, for messages
   * @param yaml its content
   * @param file the pipeline file that the run was made from; relative locations are meant from its
   *     folder
   * @param variants the value of each variable, by variant, in the order of the documents
   * @throws StoreException if the content is not what a run keeps
   */
  public static StoredPipeline read(
      Path place, String yaml, Path file, Map<String, Map<String, String>> variants) {
    List<Node> documents = documents(place, yaml);
    if (documents.size() != variants.size()) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "%s is damaged: it has %d documents, but the run has %d variants",
              place,
              documents.size(),
              variants.size()));
    }
    Map<String, Variant> read = new LinkedHashMap<>();
    variants.forEach(
        (name, variables) ->
            read.put(name, new Variant(documents.get(read.size()), variables, name)));
    return new StoredPipeline(place, file, read);
  }

  private static List<Node> documents(Path place, String yaml) {
    List<Node> documents = new ArrayList<>();
    try {
      for (Node node :
          new Yaml(new SafeConstructor(new LoaderOptions())).composeAll(new StringReader(yaml))) {
        // A file may begin with a document's start: an empty document is then before it.
        if (!(node instanceof ScalarNode)) {
          documents.add(node);
        }
      }
    } catch (YAMLException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "%s is damaged: %s", place, e.getMessage()), e);
    }
    return documents;
  }

  /**
   * Some of the variants.
   *
   * @throws IllegalArgumentException if there is no such variant
   */
  public StoredPipeline only(Collection<String> names) {
    Map<String, Variant> chosen = new LinkedHashMap<>();
    for (String name : names) {
      Variant variant = variants.get(name);
      if (variant == null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "there is no variant '%s'; %s",
                name,
                NearestName.fix(name, variants.keySet(), "the variants are")));
      }
      chosen.put(name, variant);
    }
    return new StoredPipeline(place, file, chosen);
  }

  /**
   * The pipeline with fields of a step set. Several values of a field, apart by commas, make a
   * variant of each: {@code gamma=0.4} and so on; with the variants of the run they make every
   * combination.
   *
   * @param step name of the step
   * @param fields values by field; a dot leads into a field, as in {@code stages.1.gamma}
   * @throws PipelineFault if there is no such step, or no such place in its configuration
   */
  public StoredPipeline set(String step, Map<String, String> fields) {
    Faults faults = new Faults();
    VariantGrid.of(fields, Map.of()).check("field", faults);
    ConfigChange change = new ConfigChange(step, StepCatalog.load(), faults);
    Map<String, Variant> changed = new LinkedHashMap<>();
    variants.forEach(
        (name, variant) ->
            VariantGrid.of(named(fields, step), Map.of())
                .variants()
                .forEach(
                    (combination, values) -> {
                      Node document = variant.document();
                      for (String field : fields.keySet()) {
                        document =
                            change.apply(
                                document, field, values.getOrDefault(nameOf(field, step), ""));
                      }
                      Map<String, String> variables = new LinkedHashMap<>(variant.variables());
                      if (!combination.equals(Artifact.DEFAULT_VARIANT)) {
                        variables.putAll(values);
                      }
                      changed.put(
                          nameOf(variant, name, combination),
                          new Variant(document, variables, variant.origin()));
                    }));
    faults.refuse(place);
    return new StoredPipeline(place, file, changed);
  }

  private Map<String, String> named(Map<String, String> fields, String step) {
    Map<String, String> named = new LinkedHashMap<>();
    fields.forEach((field, values) -> named.put(nameOf(field, step), values));
    return named;
  }

  /**
   * What a field is called as a variable: as the run has another one of its name, with its step.
   */
  private String nameOf(String field, String step) {
    boolean taken =
        variants.values().stream().anyMatch(variant -> variant.variables().containsKey(field));
    return taken ? step + "." + field : field;
  }

  private static String nameOf(Variant variant, String name, String combination) {
    if (combination.equals(Artifact.DEFAULT_VARIANT)) {
      return name;
    }
    return name.equals(Artifact.DEFAULT_VARIANT) ? combination : name + "," + combination;
  }

  /** The variant of the run that a variant was made from; the same for one of the run's own. */
  public String origin(String variant) {
    return Optional.ofNullable(variants.get(variant)).map(Variant::origin).orElse(variant);
  }

  /** The steps that the file of some variant names. */
  public List<String> stepNames() {
    return variants.values().stream()
        .flatMap(variant -> StepPath.names(variant.document()).stream())
        .distinct()
        .toList();
  }

  /**
   * The pipeline as one that can run.
   *
   * @throws PipelineFault with everything that is wrong with it
   */
  public PipelineFile check() {
    Faults faults = new Faults();
    StepCatalog catalog = StepCatalog.load();
    Map<String, VariantPipeline> checked =
        PipelineFile.checked(
            variants.keySet(),
            faults,
            (name, own) -> {
              Node document = Optional.ofNullable(variants.get(name)).orElseThrow().document();
              return VariantPipeline.of(
                  name,
                  YamlNodes.text(document),
                  YamlReader.read(document, own),
                  PipelineFile.folder(file),
                  catalog,
                  own);
            });
    faults.refuse(place);
    Map<String, Map<String, String>> variables = new LinkedHashMap<>();
    variants.forEach((name, variant) -> variables.put(name, variant.variables()));
    return new PipelineFile(file, checked, variables, catalog);
  }
}
