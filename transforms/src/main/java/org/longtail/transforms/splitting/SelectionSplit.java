package org.longtail.transforms.splitting;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Holds a share of each class's training images out, to choose pruning ratios on.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", images.get("train"))
 *     .apply(SelectionSplit.create(SelectionSplitConfig.builder().setShare(0.1).build()));
 * }</pre>
 *
 * <p>Images keep their order and their numbers.
 */
public final class SelectionSplit extends StepTransform<SelectionSplitConfig> {

  static final StepType TYPE =
      new StepType(
          "SelectionSplit",
          "1.0.0",
          "Holds a share of each class's training images out, to choose pruning ratios on.",
          List.of(Port.one("images", ArtifactKind.IMAGES, "a training split")),
          List.of(
              Port.one("train", ArtifactKind.IMAGES, "what is left to train on"),
              Port.one("selection", ArtifactKind.IMAGES, "what is held out")));

  private SelectionSplit(Variants<SelectionSplitConfig> configs) {
    super(TYPE, SelectionSplitConfig.class, configs, SelectionSplit::split);
  }

  /** The split of a training split. */
  public static SelectionSplit create(SelectionSplitConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static SelectionSplit create(Variants<SelectionSplitConfig> configs) {
    return new SelectionSplit(configs);
  }

  private static void split(StepContext<SelectionSplitConfig> context) throws IOException {
    ImagesFile images = ImagesFile.read(context.input("images"));
    BitSet selection =
        new StratifiedDraw(context.config().getShare(), context.config().getSeed())
            .heldOut(
                images.images().stream().mapToInt(ImagesFile.Image::label).toArray(),
                images.labels());
    BitSet train = new BitSet();
    train.set(0, images.images().size());
    train.andNot(selection);
    part(images, "train", train)
        .write(context.output("train", "images-train.arrow"), context.compression());
    part(images, "selection", selection)
        .write(context.output("selection", "images-selection.arrow"), context.compression());
  }

  private static ImagesFile part(ImagesFile images, String split, BitSet members) {
    return images.part(split, members.stream().mapToObj(i -> images.images().get(i)).toList());
  }
}
