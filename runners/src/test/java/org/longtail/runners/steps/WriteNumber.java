package org.longtail.runners.steps;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/** A source: writes its number to a file. */
final class WriteNumber extends StepTransform<WriteNumberConfig> {

  private static final StepType TYPE =
      new StepType(
          "WriteNumber",
          "1.0.0",
          "Writes a number.",
          List.of(),
          List.of(Port.one("number", ArtifactKind.SAMPLING, "the number")));

  private WriteNumber(Variants<WriteNumberConfig> configs) {
    super(TYPE, WriteNumberConfig.class, configs, WriteNumber::compute);
  }

  private static void compute(StepContext<WriteNumberConfig> context) throws IOException {
    Files.writeString(
        context.output("number", "number.txt"), Long.toString(context.config().getValue()));
  }

  /** Makes the step known. */
  @AutoService(SchemaTransformProvider.class)
  public static final class Provider extends StepProvider<WriteNumberConfig> {
    public Provider() {
      super(TYPE, WriteNumberConfig.class);
    }

    @Override
    protected LabelledTransform create(Variants<WriteNumberConfig> configs) {
      return new WriteNumber(configs);
    }
  }
}
