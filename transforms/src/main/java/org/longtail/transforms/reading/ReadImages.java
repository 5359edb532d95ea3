package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.longtail.images.LabelledImages;
import org.longtail.images.LongTailedCut;
import org.longtail.images.TextLines;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.Sources.Source;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.step.Work;

/**
 * Reads the training and test images of a data set.
 *
 * <pre>{@code
 * PCollectionRowTuple images =
 *     PCollectionRowTuple.empty(pipeline)
 *         .apply(ReadImages.create(ReadImagesConfig.builder().setPath("data").build()));
 * images.get("train");
 * }</pre>
 */
public final class ReadImages extends StepTransform<ReadImagesConfig> {

  static final StepType TYPE =
      new StepType(
          "ReadImages",
          "1.1.0",
          "Reads the training and test images of a data set into the store.",
          List.of(),
          List.of(
              Port.one("train", ArtifactKind.IMAGES, "training images"),
              Port.one("test", ArtifactKind.IMAGES, "test images")));

  private ReadImages(Variants<ReadImagesConfig> configs) {
    super(
        TYPE,
        ReadImagesConfig.class,
        configs,
        Work.of(ReadImages::read).reading(ReadImages::sources));
  }

  /** A reader of the images that a configuration names. */
  public static ReadImages create(ReadImagesConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static ReadImages create(Variants<ReadImagesConfig> configs) {
    return new ReadImages(configs);
  }

  @Override
  public void checkInputs(Set<String> connected) {
    configs().forEach(ReadImagesRules::check);
  }

  private static Map<String, Source> sources(ReadImagesConfig config) throws IOException {
    ReadImagesRules.check(config);
    DataSet data = DataSet.of(config);
    Map<String, Source> sources = new TreeMap<>(data.sources());
    Optional<Path> names = data.names();
    if (names.isPresent()) {
      TextLines.read(names.get()); // refused before it matters, if it is in another encoding
      sources.put("labels", Source.file(names.get()));
    }
    return sources;
  }

  private static void read(StepContext<ReadImagesConfig> context) throws IOException {
    ReadImagesConfig config = context.config();
    DataSet data = DataSet.of(config);
    LabelledImages train = cut(data.train(), config);
    LabelledImages test = data.test();
    List<String> labels = labels(data.names(), Math.max(train.classes(), test.classes()));
    Map<String, Double> repeated =
        RepeatedImages.warn(train.checkDecodable(), test.checkDecodable());
    NetworkSpec.Input input = input(config, train);
    for (Map.Entry<String, LabelledImages> split :
        Map.of("train", train, "test", test).entrySet()) {
      String id = split.getKey();
      LabelledImages images = split.getValue();
      Map<String, Double> summary = new TreeMap<>(id.equals("train") ? repeated : Map.of());
      summary.put(String.format(Locale.ROOT, "%s_images", id), (double) images.size());
      images
          .toFile(id, input, labels)
          .write(
              context.output(id, String.format(Locale.ROOT, "images-%s.arrow", id), summary),
              context.compression());
    }
  }

  /** The images' size and normalisation, which is measured only if it is not configured. */
  private static NetworkSpec.Input input(ReadImagesConfig config, LabelledImages train) {
    List<Double> mean = config.getMean();
    List<Double> std = config.getStd();
    ChannelStatistics normalisation =
        mean != null && std != null
            ? new ChannelStatistics(floats(mean), floats(std))
            : ChannelStatistics.of(train);
    return new NetworkSpec.Input(
        train.channels(),
        train.height(),
        train.width(),
        mean == null ? normalisation.mean() : floats(mean),
        std == null ? normalisation.std() : floats(std));
  }

  private static LabelledImages cut(LabelledImages train, ReadImagesConfig config) {
    if (config.getBeta() == null) {
      return train;
    }
    OptionalInt nMax =
        config.getNMax() == null ? OptionalInt.empty() : OptionalInt.of(config.getNMax());
    return train.select(
        new LongTailedCut(nMax, config.getBeta(), config.getSubsetSeed()).choose(train.labels()));
  }

  private static List<String> labels(Optional<Path> file, int classes) throws IOException {
    if (file.isEmpty()) {
      return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
    List<String> labels = TextLines.read(file.get());
    if (labels.size() != classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s names %d classes, the images have %d; give one line a class",
              file.get(),
              labels.size(),
              classes));
    }
    return labels;
  }

  private static List<Float> floats(List<Double> values) {
    return values.stream().map(Double::floatValue).toList();
  }
}
