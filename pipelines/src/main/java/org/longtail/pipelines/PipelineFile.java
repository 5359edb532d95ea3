package org.longtail.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.longtail.pipelines.beam.BeamTransforms;

/**
 * A pipeline file in Beam YAML's syntax that is free of faults.
 *
 * <pre>{@code
 * # {% set seed = seed | default(1) %}
 * pipeline:
 *   transforms:
 *     - type: ReadImages
 *       config: {data: fashion-mnist}
 *     - type: GroupSampling
 *       input: ReadImages
 *       config: {seed: {{ seed }}}
 * }</pre>
 *
 * <pre>{@code
 * PipelineFile file = PipelineFile.load(Path.of("pipeline.yaml"), Map.of("seed", "2"));
 * file.addTo(pipeline);
 * }</pre>
 */
public final class PipelineFile {

  private static final int MOST_BYTES = 1_000_000;

  private final Path path;
  private final Map<String, VariantPipeline> variants;
  private final Map<String, Map<String, String>> variables;
  private final StepCatalog catalog;

  PipelineFile(
      Path path,
      Map<String, VariantPipeline> variants,
      Map<String, Map<String, String>> variables,
      StepCatalog catalog) {
    this.path = path;
    this.variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    this.catalog = catalog;
  }

  /**
   * Reads, renders and checks a file.
   *
   * @param variables values for the file's Jinja variables, as YAML: {@code 3} is a number, {@code
   *     [1, 2]} a list, and {@code 1, 2} are two values, which make two variants of the pipeline
   * @throws PipelineFault with every fault of the file
   */
  public static PipelineFile load(Path file, Map<String, String> variables) {
    Faults faults = new Faults();
    String template = read(file, faults);
    TemplateCheck.check(template, faults);
    faults.refuse(file);
    VariantGrid grid = grid(template, variables, faults);
    grid.checkSize(faults);
    faults.refuse(file);
    grid.check("variable", faults);
    new VariableUse(template).check(grid.values().keySet(), faults);
    Map<String, Map<String, String>> combinations = grid.variants();
    StepCatalog catalog = StepCatalog.load();
    Map<String, VariantPipeline> variants =
        checked(
            combinations.keySet(),
            faults,
            (variant, own) -> {
              Map<String, String> values = combinations.getOrDefault(variant, Map.of());
              RenderedText rendered =
                  new TemplateRenderer(Variables.parse(values), own).render(template);
              return VariantPipeline.of(variant, rendered, folder(file), catalog, own);
            });
    faults.refuse(file);
    return new PipelineFile(file, variants, combinations, catalog);
  }

  /** The pipelines of all variants; what is wrong with them is added to the faults. */
  static Map<String, VariantPipeline> checked(
      Collection<String> names, Faults faults, BiFunction<String, Faults, VariantPipeline> check) {
    Map<String, VariantPipeline> variants = new LinkedHashMap<>();
    VariantFaults variantFaults = new VariantFaults();
    for (String variant : names) {
      Faults own = new Faults();
      variants.put(variant, check.apply(variant, own));
      variantFaults.add(variant, own);
    }
    variantFaults.reportTo(faults);
    checkOptions(variants, faults);
    checkBeams(variants, faults);
    return variants;
  }

  /** The variants that the variables and the file itself ask for. */
  private static VariantGrid grid(String template, Map<String, String> variables, Faults faults) {
    Map<String, String> first = new LinkedHashMap<>();
    VariantGrid.of(variables, Map.of())
        .values()
        .forEach((name, values) -> first.put(name, values.get(0)));
    // Variables that only the file's list gives a value have none yet: that is no fault.
    TemplateRenderer renderer = new TemplateRenderer(Variables.parse(first), new Faults());
    renderer.render(template);
    return VariantGrid.of(variables, renderer.variants(faults));
  }

  /** A run has one set of options, whatever its variants. */
  private static void checkOptions(Map<String, VariantPipeline> variants, Faults faults) {
    if (variants.values().stream().map(VariantPipeline::options).distinct().count() > 1) {
      faults.add(
          0,
          "'options' differ from variant to variant",
          "let no variable with several values change them");
    }
  }

  /** Beam's transforms know of no variants: there is one of each for all. */
  private static void checkBeams(Map<String, VariantPipeline> variants, Faults faults) {
    Map<String, StepNode> first = new LinkedHashMap<>();
    Set<String> told = new HashSet<>();
    variants.forEach(
        (variant, pipeline) ->
            pipeline.steps().stream()
                .filter(step -> BeamTransforms.find(step.type()).isPresent())
                .forEach(
                    step -> {
                      StepNode other = first.putIfAbsent(step.name(), step);
                      if (other != null && !step.equalBut(other) && told.add(step.name())) {
                        faults.add(
                            step.line(),
                            step.name(),
                            "a transform of Beam's may not differ from variant to variant",
                            "let no variable with several values change it");
                      }
                    }));
  }

  /** The folder from which relative locations in a file are meant. */
  static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  private static String read(Path file, Faults faults) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        faults.add(
            0,
            String.format(
                Locale.ROOT, "the file has more than %d bytes; no pipeline is so long", MOST_BYTES),
            "check the path");
        return "";
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      faults.add(0, "there is no such file", "check the path");
    } catch (CharacterCodingException e) {
      faults.add(0, "the file is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      faults.add(0, "the file cannot be read: " + e, "");
    }
    return "";
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** The value of each variable that was given or listed, by variant, in the order of a report. */
  public Map<String, Map<String, String>> variants() {
    return variables;
  }

  /** The YAML after rendering; of several variants, a document each. */
  public String rendered() {
    if (variants.size() == 1) {
      return variants.values().iterator().next().rendered();
    }
    return variants.entrySet().stream()
        .map(
            variant ->
                String.format(
                    Locale.ROOT,
                    "# variant %s%n%s",
                    variant.getKey(),
                    variant.getValue().rendered()))
        .collect(Collectors.joining("\n---\n"));
  }

  /** The steps of all variants, each after those that it reads; ties in the order of the file. */
  public List<StepNode> steps() {
    List<StepNode> steps = new ArrayList<>();
    for (VariantPipeline variant : variants.values()) {
      for (StepNode step : variant.steps()) {
        Optional<StepNode> known = steps.stream().filter(step::sameAs).findFirst();
        if (known.isPresent()) {
          steps.set(steps.indexOf(known.get()), known.get().with(step));
        } else {
          steps.add(step);
        }
      }
    }
    return List.copyOf(steps);
  }

  /** The file without the steps that a step does not need. */
  public PipelineFile upTo(String step) {
    Map<String, VariantPipeline> pruned = new LinkedHashMap<>();
    variants.forEach((variant, pipeline) -> pruned.put(variant, pipeline.upTo(step)));
    return new PipelineFile(path, pruned, variables, catalog);
  }

  /**
   * The names under which steps go in events, each after those that it needs: a step of the file,
   * or the steps that it consists of.
   */
  public List<String> eventNames() {
    return steps().stream()
        .filter(step -> catalog.find(step.type()).isPresent())
        .flatMap(
            step ->
                catalog.transform(step.type(), step.configs()).named(step.name()).steps().stream())
        .distinct()
        .toList();
  }

  /** The pipeline options of the file, as Beam's command line would write them. */
  public Map<String, String> options() {
    return variants.values().iterator().next().options();
  }

  /** Applies every step, named as in the file. */
  public void addTo(Pipeline pipeline) {
    PipelineBuilder builder = new PipelineBuilder(catalog, pipeline);
    steps().forEach(builder::add);
  }
}
