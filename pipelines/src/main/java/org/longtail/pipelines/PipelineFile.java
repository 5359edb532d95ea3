package org.longtail.pipelines;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;

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

  private final Path path;
  private final String rendered;
  private final List<StepNode> steps;
  private final Map<String, String> options;
  private final StepCatalog catalog;

  private PipelineFile(
      Path path, String rendered, List<StepNode> steps, PipelineSpec spec, StepCatalog catalog) {
    this.path = path;
    this.rendered = rendered;
    this.steps = List.copyOf(steps);
    this.options = spec.options();
    this.catalog = catalog;
  }

  /**
   * Reads, renders and checks a file.
   *
   * @param variables values for the file's Jinja variables, as YAML: {@code 3} is a number, {@code
   *     [1, 2]} a list
   * @throws PipelineFault with every fault of the file
   */
  public static PipelineFile load(Path file, Map<String, String> variables) {
    Faults faults = new Faults();
    String template = read(file, faults);
    faults.refuse(file);
    new VariableUse(template).check(variables.keySet(), faults);
    int unused = faults.count();
    RenderedText rendered =
        new TemplateRenderer(Variables.parse(variables), faults).render(template);
    if (faults.count() > unused) {
      // What follows would only find the traces of what the rendering found.
      faults.refuse(file);
    }
    Optional<YamlValue> document = new YamlReader(rendered, faults).read();
    if (document.isEmpty()) {
      faults.refuse(file);
    }
    PipelineSpec spec = new PipelineParser(faults).parse(document.orElseThrow());
    StepCatalog catalog = StepCatalog.load();
    List<StepNode> steps = new PipelineChecker(catalog, folder(file), faults).check(spec.steps());
    faults.refuse(file);
    return new PipelineFile(file, rendered.text(), steps, spec, catalog);
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  private static String read(Path file, Faults faults) {
    try {
      return Files.readString(file);
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

  /** The YAML after rendering. */
  public String rendered() {
    return rendered;
  }

  /** The steps, each after those that it reads; ties in the order of the file. */
  public List<StepNode> steps() {
    return steps;
  }

  /** The pipeline options of the file, as Beam's command line would write them. */
  public Map<String, String> options() {
    return options;
  }

  /** Applies every step, named as in the file. */
  public void addTo(Pipeline pipeline) {
    PipelineBuilder builder = new PipelineBuilder(catalog, pipeline);
    steps.forEach(builder::add);
  }
}
