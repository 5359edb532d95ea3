package org.longtail.transforms.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.longtail.images.Augmentation;
import org.longtail.images.Draws;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Architectures;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.OutputsFile;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Part;
import org.longtail.transforms.step.Parts;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepInputs;
import org.longtail.transforms.step.StepType;

/**
 * What the sub-models say of the test images, in parts: one network over one shard of the images,
 * as they are or in one view. How the outputs are weighted is no part's concern: scorings that only
 * differ in that share all of them.
 */
final class NetworkOutputs implements Parts<TtlScoringConfig, NetworkPass> {

  /** Whole batches, so that every image is in the same batch however many shards there are. */
  private static final int SMALLEST_SHARD = 16 * Classifier.BATCH_SIZE;

  private static final int MOST_SHARDS = 16;

  private static final StepType TYPE =
      new StepType(
          "NetworkOutputs",
          "1.1.0",
          "What one network says of some images.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "all images"),
              Port.one("weights", ArtifactKind.WEIGHTS, "the network")),
          List.of(Port.one("outputs", ArtifactKind.OUTPUTS, "for each of the images")));

  /** A sub-model as it is stored. */
  private record Stored(Artifact artifact, int stage) {}

  @Override
  public StepType type() {
    return TYPE;
  }

  @Override
  public Map<String, Object> key(NetworkPass pass) {
    return pass.key();
  }

  /** By stage, the images as they are and then their views, each by shard. */
  @Override
  public List<Part<NetworkPass>> of(StepInputs<TtlScoringConfig> scoring) throws IOException {
    List<Stored> subModels = subModels(scoring);
    List<NetworkPass> passes =
        passes(scoring.config(), ImagesFile.read(scoring.input("images")).images().size());
    List<Part<NetworkPass>> parts = new ArrayList<>();
    for (int number = 0; number < subModels.size(); number++) {
      for (NetworkPass pass : passes) {
        parts.add(
            new Part<>(
                String.format(Locale.ROOT, "sub-model %d, %s", number + 1, pass.text()),
                pass,
                Map.of(
                    "images",
                    scoring.artifacts("images"),
                    "weights",
                    List.of(subModels.get(number).artifact()))));
      }
    }
    return parts;
  }

  private static List<Stored> subModels(StepInputs<TtlScoringConfig> scoring) throws IOException {
    List<Path> files = scoring.inputs("sub_models");
    SubModels.requireSome(files, TtlScoring.TYPE.name());
    List<Stored> subModels = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      subModels.add(
          new Stored(
              scoring.artifacts("sub_models").get(i),
              WeightsFile.provenance(files.get(i)).stage()));
    }
    subModels.sort(Comparator.comparingInt(Stored::stage));
    return subModels;
  }

  private static List<NetworkPass> passes(TtlScoringConfig config, int images) {
    List<NetworkPass> passes = new ArrayList<>(shards(config.getSpace(), images, null));
    for (int view = 0; view < views(config); view++) {
      passes.addAll(shards(config.getSpace(), images, NetworkPass.View.of(view, config)));
    }
    return passes;
  }

  private static List<NetworkPass> shards(
      String space, int images, NetworkPass.@Nullable View view) {
    int size = shardSize(images);
    return IntStream.iterate(0, from -> from < images, from -> from + size)
        .mapToObj(from -> new NetworkPass(space, from, Math.min(images, from + size), view))
        .toList();
  }

  /** Images in a shard: a function of their number alone. */
  static int shardSize(int images) {
    int rounded = (images - 1) / (MOST_SHARDS * Classifier.BATCH_SIZE) + 1;
    return Math.max(SMALLEST_SHARD, rounded * Classifier.BATCH_SIZE);
  }

  private static int views(TtlScoringConfig config) {
    return config.getAggregation().equals("average") ? 0 : config.getViews();
  }

  @Override
  public void compute(StepContext<NetworkPass> part) throws IOException {
    NetworkPass pass = part.config();
    ImagesFile all = ImagesFile.read(part.input("images"));
    List<ImagesFile.Image> images = all.images().subList(pass.from(), pass.to());
    WeightsFile weights = WeightsFile.read(part.input("weights"));
    float[][] outputs = outputs(pass, weights, LabelledImages.of(all.part(all.split(), images)));
    new OutputsFile(
            pass.space(),
            IntStream.range(0, outputs.length)
                .mapToObj(i -> new OutputsFile.Output(images.get(i).image(), outputs[i]))
                .toList())
        .write(part.output("outputs", "outputs.arrow"));
    part.progress()
        .progress(
            new ProgressListener.Update("pass", 1, 1, outputs.length, OptionalDouble.empty()));
  }

  /** The network's outputs for a shard, {@code [images][classes]}. */
  static float[][] outputs(NetworkPass pass, WeightsFile weights, LabelledImages images) {
    Space space = Space.of(pass.space());
    NetworkPass.View view = pass.view();
    try (Network network = Architectures.load(weights)) {
      if (view == null) {
        return space.plain(
            network, new ImageBatches(images, weights.network().input(), Augmentation.NONE));
      }
      return space.view(
          network,
          view.batches(images, weights.network().input()),
          image -> Draws.of(view.seed(), "view", view.number(), pass.from() + image));
    }
  }

  /**
   * Puts the parts' outputs together.
   *
   * @param parts their files, in the order of {@link #of}
   */
  static SubModelOutputs together(
      TtlScoringConfig config, int subModels, int images, List<Path> parts) throws IOException {
    int views = views(config);
    float[][][][] passes = new float[1 + views][subModels][images][];
    int file = 0;
    for (int stage = 0; stage < subModels; stage++) {
      for (int pass = 0; pass <= views; pass++) {
        for (NetworkPass shard : shards(config.getSpace(), images, null)) {
          List<OutputsFile.Output> outputs = OutputsFile.read(parts.get(file)).images();
          file++;
          for (int i = shard.from(); i < shard.to(); i++) {
            passes[pass][stage][i] = outputs.get(i - shard.from()).outputs();
          }
        }
      }
    }
    return new SubModelOutputs(
        Space.of(config.getSpace()), passes[0], List.of(passes).subList(1, 1 + views));
  }
}
