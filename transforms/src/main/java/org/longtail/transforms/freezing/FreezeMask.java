package org.longtail.transforms.freezing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.longtail.learning.Initialisation;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Ends a stage: freezes the positions that it keeps and stores its sub-model.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("weights", pruned.get("weights")).and("mask", pruned.get("mask"))
 *     .apply(FreezeMask.create(FreezeMaskConfig.builder().build()));
 * }</pre>
 */
public final class FreezeMask extends StepTransform<FreezeMaskConfig> {

  static final StepType TYPE =
      new StepType(
          "FreezeMask",
          "1.0.0",
          "Freezes what a stage keeps, stores its sub-model, and re-initialises the rest.",
          List.of(
              Port.one("weights", ArtifactKind.WEIGHTS, "the network at the end of the stage"),
              Port.optional(
                  "mask", ArtifactKind.MASK, "what the stage keeps; none in the last stage"),
              Port.many("frozen", ArtifactKind.MASK, "masks of all earlier stages")),
          List.of(
              Port.one("weights", ArtifactKind.WEIGHTS, "the sub-model"),
              Port.one("mask", ArtifactKind.MASK, "the positions that belong to the stage"),
              Port.optional(
                  "next", ArtifactKind.WEIGHTS, "where the next stage begins; none in the last")));

  private FreezeMask(Variants<FreezeMaskConfig> configs) {
    super(TYPE, FreezeMaskConfig.class, configs, FreezeMask::freeze);
  }

  /** The end of a stage. */
  public static FreezeMask create(FreezeMaskConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static FreezeMask create(Variants<FreezeMaskConfig> configs) {
    return new FreezeMask(configs);
  }

  private static void freeze(StepContext<FreezeMaskConfig> context) throws IOException {
    WeightsFile weights = WeightsFile.read(context.input("weights"));
    List<MaskFile> frozen = new ArrayList<>();
    for (Path path : context.inputs("frozen")) {
      frozen.add(MaskFile.read(path));
    }
    Optional<Path> mask = context.optionalInput("mask");
    OwnerMap owners =
        mask.isPresent()
            ? OwnerMap.pruned(weights.tensors(), frozen, MaskFile.read(mask.get()))
            : OwnerMap.last(weights.tensors(), frozen);
    Provenance provenance = weights.provenance();
    List<Tensor> nothing =
        weights.tensors().stream()
            .map(tensor -> tensor.withValues(new float[tensor.values().length]))
            .toList();
    new WeightsFile(weights.network(), provenance, filled(weights.tensors(), nothing, owners))
        .write(context.output("weights", "weights.arrow"));
    new MaskFile(provenance, owners.keptMasks(weights.tensors()))
        .write(context.output("mask", "mask.arrow"), context.compression());
    if (mask.isPresent()) {
      List<Tensor> fresh =
          Initialisation.of(weights.tensors(), context.config().getSeed(), provenance.stage() + 1);
      new WeightsFile(weights.network(), provenance, filled(weights.tensors(), fresh, owners))
          .write(context.output("next", "next.arrow"));
    }
  }

  /** The tensors with the positions that nobody owns taken from others. */
  private static List<Tensor> filled(List<Tensor> tensors, List<Tensor> others, OwnerMap owners) {
    List<Tensor> filled = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (OwnerMap.decoupled(tensor)) {
        float[] values = tensor.values().clone();
        float[] other = others.get(i).values();
        BitSet unowned = owners.unowned(tensor);
        unowned.stream().forEach(position -> values[position] = other[position]);
        filled.add(tensor.withValues(values));
      } else {
        filled.add(tensor);
      }
    }
    return filled;
  }
}
