package org.longtail.runners;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.NearestName;
import org.longtail.pipelines.StepCatalog;
import org.longtail.pipelines.reference.PipelineSchema;
import org.longtail.pipelines.reference.ReferencePage;
import org.longtail.pipelines.reference.StepReference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longtail transforms}. */
@Command(
    name = "transforms",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists the transforms, or tells the inputs, outputs and fields of one.",
    footer = {
      "",
      "Examples:",
      "  longtail transforms",
      "  longtail transforms TrainStage",
      "  longtail transforms --json-schema > pipeline.schema.json"
    })
final class TransformsCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The transform to tell of.")
  private @Nullable String name;

  @ArgGroup private Form form = new Form();

  /** One of them at most. */
  static final class Form {
    @Option(
        names = "--json",
        description = "Print JSON: all there is to know, of one transform or of all.")
    private boolean json;

    @Option(
        names = "--json-schema",
        description = "Print a JSON Schema of pipeline files, for editors.")
    private boolean schema;

    @Option(names = "--markdown", description = "Print the page docs/TRANSFORMS.md.")
    private boolean markdown;
  }

  TransformsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    StepCatalog catalog = StepCatalog.load();
    if (form.schema || form.markdown) {
      console.result(
          (form.schema ? PipelineSchema.json(catalog) : ReferencePage.markdown(catalog))
              .stripTrailing());
      return ExitCode.DONE;
    }
    List<StepReference> all = StepReference.all(catalog);
    if (name == null) {
      console.result(form.json ? JsonLine.of(all) : TransformsText.list(all));
    } else {
      StepReference one = find(all, name);
      console.result(form.json ? JsonLine.of(one) : TransformsText.of(one));
    }
    return ExitCode.DONE;
  }

  private static StepReference find(List<StepReference> all, String wanted) {
    return all.stream()
        .filter(step -> step.type().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "there is no transform '%s'; %s",
                        wanted,
                        NearestName.fix(
                            wanted, all.stream().map(StepReference::type).toList(), "there are"))));
  }
}
