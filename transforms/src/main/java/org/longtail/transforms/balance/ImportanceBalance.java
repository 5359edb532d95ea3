package org.longtail.transforms.balance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.longtail.images.Augmentation;
import org.longtail.images.LabelledImages;
import org.longtail.learning.AggregateImportance;
import org.longtail.learning.Architectures;
import org.longtail.learning.ClassBatches;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.BalanceFile;
import org.longtail.schemas.arrow.BalanceFile.Balance;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.scoring.SubModels;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Measures how much a model's parameters matter to each class group, sub-model by sub-model and all
 * together.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", train).and("sub_models", subModels)
 *     .and("evaluation", evaluation).and("sampling", sampling)
 *     .apply(ImportanceBalance.create(ImportanceBalanceConfig.builder().build()));
 * }</pre>
 */
public final class ImportanceBalance extends StepTransform<ImportanceBalanceConfig> {

  static final StepType TYPE =
      new StepType(
          "ImportanceBalance",
          "1.1.0",
          "Measures how much a model's parameters matter to each class group.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "images of every class, training images"),
              Port.many(
                  "sub_models", ArtifactKind.WEIGHTS, "the sub-model of each stage, or a network"),
              Port.one("evaluation", ArtifactKind.EVALUATION, "how accurate the models are"),
              Port.one("sampling", ArtifactKind.SAMPLING, "any stage's, for the groups")),
          List.of(Port.one("balance", ArtifactKind.BALANCE, "a row a model and group or class")));

  private ImportanceBalance(Variants<ImportanceBalanceConfig> configs) {
    super(TYPE, ImportanceBalanceConfig.class, configs, ImportanceBalance::measure);
  }

  /** The balance of some sub-models. */
  public static ImportanceBalance create(ImportanceBalanceConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static ImportanceBalance create(Variants<ImportanceBalanceConfig> configs) {
    return new ImportanceBalance(configs);
  }

  private static void measure(StepContext<ImportanceBalanceConfig> context) throws IOException {
    List<SamplingFile.Row> classes = SamplingFile.read(context.input("sampling")).classes();
    BalanceTable table =
        new BalanceTable(classes, EvaluationFile.read(context.input("evaluation")));
    LabelledImages images = LabelledImages.of(ImagesFile.read(context.input("images")));
    List<WeightsFile> subModels = SubModels.read(context.inputs("sub_models"), TYPE.name());
    List<Balance> rows = new ArrayList<>();
    List<Network> networks = new ArrayList<>();
    try {
      subModels.forEach(subModel -> networks.add(Architectures.load(subModel)));
      Measurement measurement =
          new Measurement(
              subModels.get(0).network(), images, context.progress(), networks.size(), classes);
      String together = context.config().getModel();
      for (int t = 0; networks.size() > 1 && t < networks.size(); t++) {
        rows.addAll(
            table.of(SubModels.name(together, t + 1), measurement.of(List.of(networks.get(t)), t)));
      }
      rows.addAll(table.of(together, measurement.of(networks, networks.size())));
    } finally {
      networks.forEach(Network::close);
    }
    new BalanceFile(rows).write(context.output("balance", "balance.arrow"));
  }

  /** Measures some networks over the same images. */
  private record Measurement(
      NetworkSpec spec,
      LabelledImages images,
      ProgressListener progress,
      int subModels,
      List<SamplingFile.Row> classes) {

    /** Mean importance to each class of networks that predict together, {@code [classes]}. */
    double[] of(List<Network> networks, int before) {
      double[] lambda = new double[networks.size()];
      Arrays.fill(lambda, 1.0 / lambda.length);
      AggregateImportance importance = new AggregateImportance(networks, lambda, classes.size());
      ClassBatches batches =
          new ClassBatches(
              networks.get(0), new ImageBatches(images, spec.input(), Augmentation.NONE));
      double[] means = new double[classes.size()];
      for (int label = 0; label < means.length; label++) {
        means[label] = importance.of(label, batches);
        progress.progress(
            new ProgressListener.Update(
                "class",
                before * means.length + label + 1.0,
                (subModels > 1 ? subModels + 1.0 : 1.0) * means.length,
                (long) (before + 1) * images.size(),
                OptionalDouble.empty()));
      }
      return means;
    }
  }
}
