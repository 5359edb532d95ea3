package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.longtail.images.IdxSplit;
import org.longtail.images.LabelledImages;
import org.longtail.images.LongTailedCut;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

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
          "1.0.0",
          "Reads the training and test images of a data set into the store.",
          List.of(),
          List.of(
              Port.one("train", ArtifactKind.IMAGES, "training images"),
              Port.one("test", ArtifactKind.IMAGES, "test images")));

  private static final String LABELS = "labels.txt";

  private ReadImages(Variants<ReadImagesConfig> configs) {
    super(TYPE, ReadImagesConfig.class, configs, ReadImages::read, ReadImages::sources);
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
    configs().forEach(ReadImages::check);
  }

  private static void check(ReadImagesConfig config) {
    Integer nMax = config.getNMax();
    Double beta = config.getBeta();
    if (nMax != null && beta == null) {
      throw new IllegalArgumentException(
          "field 'n_max': %d is given without 'beta', the first class's images over the last's; give both to cut a long tail, or neither"
              .formatted(nMax));
    }
    if (nMax != null && beta != null && beta > nMax) {
      throw new IllegalArgumentException(
          "field 'beta': %s must be at most n_max, %d, so that the last class keeps an image"
              .formatted(beta, nMax));
    }
  }

  private static Map<String, Path> sources(ReadImagesConfig config) {
    Path folder = Path.of(config.getPath());
    Map<String, Path> files = new TreeMap<>();
    for (IdxSplit split : IdxSplit.values()) {
      files.put(split.id() + "-images", split.images(folder));
      files.put(split.id() + "-labels", split.labels(folder));
    }
    Path labels = folder.resolve(LABELS);
    if (Files.exists(labels)) {
      files.put("labels", labels);
    }
    return files;
  }

  private static void read(StepContext<ReadImagesConfig> context) throws IOException {
    ReadImagesConfig config = context.config();
    Path folder = Path.of(config.getPath());
    LabelledImages train = cut(IdxSplit.TRAIN.read(folder), config);
    LabelledImages test = IdxSplit.TEST.read(folder);
    List<String> labels = labels(folder, Math.max(train.classes(), test.classes()));
    ChannelStatistics measured = ChannelStatistics.of(train);
    NetworkSpec.Input input =
        new NetworkSpec.Input(
            train.channels(),
            train.height(),
            train.width(),
            config.getMean() == null ? measured.mean() : floats(config.getMean()),
            config.getStd() == null ? measured.std() : floats(config.getStd()));
    for (Map.Entry<IdxSplit, LabelledImages> split :
        Map.of(IdxSplit.TRAIN, train, IdxSplit.TEST, test).entrySet()) {
      String id = split.getKey().id();
      split
          .getValue()
          .toFile(id, input, labels)
          .write(
              context.output(
                  id,
                  "images-%s.arrow".formatted(id),
                  Map.of("%s_images".formatted(id), (double) split.getValue().size())));
    }
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

  private static List<String> labels(Path folder, int classes) throws IOException {
    Path file = folder.resolve(LABELS);
    if (!Files.exists(file)) {
      return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
    List<String> labels = Files.readAllLines(file);
    if (labels.size() != classes) {
      throw new IllegalArgumentException(
          "%s names %d classes, the images have %d; give one line a class"
              .formatted(file, labels.size(), classes));
    }
    return labels;
  }

  private static List<Float> floats(List<Double> values) {
    return values.stream().map(Double::floatValue).toList();
  }
}
