package org.longtail.runners.steps;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/** Adds numbers, and fails if there is too much of them. */
final class AddNumbers extends StepTransform<AddNumbersConfig> {

  private static final StepType TYPE =
      new StepType(
          "AddNumbers",
          "1.0.0",
          "Adds numbers.",
          List.of(Port.many("numbers", ArtifactKind.SAMPLING, "the numbers")),
          List.of(Port.one("sum", ArtifactKind.SAMPLING, "their sum")));

  private AddNumbers(Variants<AddNumbersConfig> configs) {
    super(TYPE, AddNumbersConfig.class, configs, AddNumbers::compute);
  }

  private static void compute(StepContext<AddNumbersConfig> context) throws IOException {
    if (Boolean.getBoolean("longtail.test.noise")) {
      System.out.println("noise on standard output");
      System.err.println("noise on standard error");
    }
    List<Path> files = context.inputs("numbers");
    long sum = 0;
    for (int i = 0; i < files.size(); i++) {
      sum += Long.parseLong(Files.readString(files.get(i)));
      context
          .progress()
          .progress(
              new ProgressListener.Update(
                  "number", i + 1, files.size(), 0, OptionalDouble.empty()));
    }
    if (sum > context.config().getLimit()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "sum %d is above %d; raise 'limit'", sum, context.config().getLimit()));
    }
    String drift = System.getProperty("longtail.test.drift", "");
    Files.writeString(context.output("sum", "sum.txt"), drift + sum);
  }

  /** Makes the step known. */
  @AutoService(SchemaTransformProvider.class)
  public static final class Provider extends StepProvider<AddNumbersConfig> {
    public Provider() {
      super(TYPE, AddNumbersConfig.class);
    }

    @Override
    protected LabelledTransform create(Variants<AddNumbersConfig> configs) {
      return new AddNumbers(configs);
    }
  }
}
