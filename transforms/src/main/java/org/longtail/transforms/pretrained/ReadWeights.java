package org.longtail.transforms.pretrained;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.learning.Transfer;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.FilePath;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.Sources.Source;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.step.Work;

/**
 * Reads trained weights, with which the first stage begins. For images with another number of
 * classes the classifier is initialised anew, and the summary's {@code new_classifier} is 1.
 *
 * <pre>{@code
 * PCollectionRowTuple start =
 *     PCollectionRowTuple.of("images", train)
 *         .apply(ReadWeights.create(
 *             ReadWeightsConfig.builder().setPath("resnet152.arrow").build()));
 * }</pre>
 */
public final class ReadWeights extends StepTransform<ReadWeightsConfig> {

  static final StepType TYPE =
      new StepType(
          "ReadWeights",
          "1.0.0",
          "Reads trained weights, with which the first stage begins, into the store.",
          List.of(
              Port.optional(
                  "images",
                  ArtifactKind.IMAGES,
                  "training images, which say how many classes and what input the network has;"
                      + " as in the file if not connected")),
          List.of(Port.one("weights", ArtifactKind.WEIGHTS, "where training begins")));

  private ReadWeights(Variants<ReadWeightsConfig> configs) {
    super(
        TYPE,
        ReadWeightsConfig.class,
        configs,
        Work.of(ReadWeights::read)
            .reading(config -> Map.of("weights", Source.file(FilePath.of(config.getPath())))));
  }

  /** A reader of the weights that a configuration names. */
  public static ReadWeights create(ReadWeightsConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static ReadWeights create(Variants<ReadWeightsConfig> configs) {
    return new ReadWeights(configs);
  }

  private static void read(StepContext<ReadWeightsConfig> context) throws IOException {
    String path = context.config().getPath();
    WeightsFile trained = WeightsFile.read(FilePath.of(path));
    int classes = trained.network().classes();
    NetworkSpec.Input input = trained.network().input();
    Optional<Path> images = context.optionalInput("images");
    if (images.isPresent()) {
      ImagesFile data = ImagesFile.read(images.get());
      classes = data.labels().size();
      input = data.input();
    }
    WeightsFile start;
    try {
      start = Transfer.to(trained, classes, input, context.config().getSeed());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: %s", path, e.getMessage()), e);
    }
    double newClassifier = Transfer.newClassifier(trained, classes) ? 1 : 0;
    start.write(
        context.output("weights", "weights.arrow", Map.of("new_classifier", newClassifier)));
  }
}
