package org.longtail.transforms.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.ArtifactKind;

/** A tiny step: adds numbers to a first one, each in a file of text. */
final class Total extends StepTransform<TotalConfig> {

  static final StepType TYPE =
      new StepType(
          "TotalOfNumbers",
          "1.0.0",
          "Adds numbers.",
          List.of(
              Port.one("first", ArtifactKind.WEIGHTS, "the first number"),
              Port.optional("bonus", ArtifactKind.SWEEP, "a number that may be left out"),
              Port.many("more", ArtifactKind.SAMPLING, "further numbers")),
          List.of(
              Port.one("sum", ArtifactKind.WEIGHTS, "their sum"),
              Port.one("terms", ArtifactKind.SAMPLING, "how many there were")));

  private Total(Variants<TotalConfig> configs) {
    super(TYPE, TotalConfig.class, configs, Work.of(Total::compute).reading(Total::sources));
  }

  static Total create(TotalConfig config) {
    return create(Variants.same(config));
  }

  static Total create(Variants<TotalConfig> configs) {
    return new Total(configs);
  }

  static Map<String, Sources.Source> sources(TotalConfig config) {
    String path = config.getPath();
    return path == null ? Map.of() : Map.of("file", Sources.Source.file(Path.of(path)));
  }

  static void compute(StepContext<TotalConfig> context) throws IOException {
    List<Path> more = context.inputs("more");
    long sum = number(context.input("first"));
    for (Path file : more) {
      sum += number(file);
    }
    for (Path file : context.optionalInput("bonus").stream().toList()) {
      sum += number(file);
    }
    String path = context.config().getPath();
    if (path != null) {
      sum += number(Path.of(path));
    }
    sum *= context.config().getFactor();
    if (sum > context.config().getLimit()) {
      throw new IllegalStateException(String.format(Locale.ROOT, "sum %d is too much", sum));
    }
    int terms = 1 + more.size();
    Files.writeString(
        context.output("sum", "sum.txt", Map.of("sum", (double) sum)), Long.toString(sum));
    Files.writeString(context.output("terms", "terms.txt"), Integer.toString(terms));
    context
        .progress()
        .progress(
            new ProgressListener.Update("number", terms, terms, terms, OptionalDouble.empty()));
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file));
  }

  /** Makes the step known. */
  static final class Provider extends StepProvider<TotalConfig> {
    Provider() {
      super(TYPE, TotalConfig.class);
    }

    @Override
    protected LabelledTransform create(Variants<TotalConfig> configs) {
      return Total.create(configs);
    }
  }
}
