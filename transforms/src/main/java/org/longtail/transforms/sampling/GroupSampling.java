package org.longtail.transforms.sampling;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;

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
          List.of(Port.one("images", ArtifactKind.IMAGES, "training images")),
          List.of(Port.one("sampling", ArtifactKind.SAMPLING, "a row a class")));

  private GroupSampling(GroupSamplingConfig config) {
    super(TYPE, GroupSamplingConfig.class, config, GroupSampling::compute);
    ClassGroups groups = new ClassGroups(config().getGroups());
    if (!groups.names().contains(config().getGroup())) {
      throw new IllegalArgumentException(
          "field 'group': no group '%s'; the groups are %s"
              .formatted(config().getGroup(), groups.names()));
    }
  }

  /** The sampling of the stage that a configuration describes. */
  public static GroupSampling create(GroupSamplingConfig config) {
    return new GroupSampling(config);
  }

  private static void compute(StepContext<GroupSamplingConfig> context) throws IOException {
    GroupSamplingConfig config = context.config();
    ImagesFile images = ImagesFile.read(context.input("images"));
    long[] counts = images.counts();
    for (int y = 0; y < counts.length; y++) {
      if (counts[y] == 0) {
        throw new IllegalArgumentException(
            "class %d (%s) has no training image; remove the class or add images"
                .formatted(y, images.labels().get(y)));
      }
    }
    ClassGroups groups = new ClassGroups(config.getGroups());
    boolean[] members = groups.members(counts, config.getGroup());
    if (IntStream.range(0, members.length).noneMatch(y -> members[y])) {
      throw new IllegalArgumentException(
          "group '%s' has no class with these images; groups %s"
              .formatted(config.getGroup(), config.getGroups()));
    }
    Sampling sampling = Sampling.valueOf(config.getSampling().toUpperCase(Locale.ROOT));
    Alpha alpha = config.getLoss().equals("compensation") ? Alpha.matching(sampling) : Alpha.ONES;
    double[] probabilities = sampling.probabilities(counts, members, config.getRhoM());
    double[] offsets = alpha.of(counts, members, config.getRhoM());
    String[] groupOf = groups.of(counts);
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
}
