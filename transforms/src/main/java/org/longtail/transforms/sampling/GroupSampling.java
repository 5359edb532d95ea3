package org.longtail.transforms.sampling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Shares the classes out into groups and computes what one stage draws.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", images.get("train"))
 *     .apply(GroupSampling.create(
 *         GroupSamplingConfig.builder().setStage(2).setGroup("medium").setSampling("enhanced").build()));
 * }</pre>
 */
public final class GroupSampling extends StepTransform<GroupSamplingConfig> {

  static final StepType TYPE =
      new StepType(
          "GroupSampling",
          "1.0.0",
          "Computes the draw probability and the loss offset of every class for one stage.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.optional(
                  "whole", ArtifactKind.IMAGES, "the training split before any were held out")),
          List.of(Port.one("sampling", ArtifactKind.SAMPLING, "a row a class")));

  private GroupSampling(Variants<GroupSamplingConfig> configs) {
    super(TYPE, GroupSamplingConfig.class, configs, GroupSampling::compute);
    configs().forEach(GroupSampling::check);
  }

  /** The sampling of the stage that a configuration describes. */
  public static GroupSampling create(GroupSamplingConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static GroupSampling create(Variants<GroupSamplingConfig> configs) {
    return new GroupSampling(configs);
  }

  private static void check(GroupSamplingConfig config) {
    ClassGroups groups = new ClassGroups(config.getGroups());
    if (!groups.names().contains(config.getGroup())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'group': no group '%s'; the groups are %s",
              config.getGroup(),
              groups.names()));
    }
    if (!config.getLoss().equals("compensation") && !config.getAlpha().equals("auto")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'alpha': '%s' offsets the compensation loss, but 'loss' is %s; leave out one of the two",
              config.getAlpha(),
              config.getLoss()));
    }
  }

  private static void compute(StepContext<GroupSamplingConfig> context) throws IOException {
    GroupSamplingConfig config = context.config();
    ImagesFile images = ImagesFile.read(context.input("images"));
    long[] counts = ClassCounts.of(images);
    Optional<Path> whole = context.optionalInput("whole");
    long[] grouping =
        whole.isPresent() ? ClassCounts.ofWhole(ImagesFile.read(whole.get()), images) : counts;
    ClassGroups groups = new ClassGroups(config.getGroups());
    boolean[] members = groups.members(grouping, config.getGroup());
    if (IntStream.range(0, members.length).noneMatch(y -> members[y])) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "group '%s' has no class with these images; groups %s",
              config.getGroup(),
              config.getGroups()));
    }
    Sampling sampling = Sampling.valueOf(config.getSampling().toUpperCase(Locale.ROOT));
    double[] probabilities = sampling.probabilities(counts, members, config.getRhoM());
    double[] offsets = alpha(config, sampling).of(counts, members, config.getRhoM());
    String[] groupOf = groups.of(grouping);
    List<SamplingFile.Row> rows =
        IntStream.range(0, counts.length)
            .mapToObj(
                y ->
                    new SamplingFile.Row(
                        y,
                        images.labels().get(y),
                        counts[y],
                        groupOf[y],
                        probabilities[y],
                        offsets[y]))
            .toList();
    new SamplingFile(Provenance.of(config.getStage(), config.getGroup()), rows)
        .write(context.output("sampling", "sampling.arrow"));
  }

  private static Alpha alpha(GroupSamplingConfig config, Sampling sampling) {
    return switch (config.getLoss()) {
      case "cross_entropy" -> Alpha.ONES;
      case "compensation" ->
          config.getAlpha().equals("auto")
              ? Alpha.matching(sampling)
              : Alpha.valueOf(config.getAlpha().toUpperCase(Locale.ROOT));
      default -> Alpha.valueOf(config.getLoss().toUpperCase(Locale.ROOT));
    };
  }
}
