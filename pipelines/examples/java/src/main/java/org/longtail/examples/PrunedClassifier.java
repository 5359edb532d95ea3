package org.longtail.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.longtail.images.Augmentation;
import org.longtail.images.LabelledImages;
import org.longtail.learning.ClassBatches;
import org.longtail.learning.Classifier;
import org.longtail.learning.CompensationLoss;
import org.longtail.learning.Criterion;
import org.longtail.learning.DrawStream;
import org.longtail.learning.FreePositions;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.LearningRate;
import org.longtail.learning.Network;
import org.longtail.learning.ProgressListener;
import org.longtail.learning.StageTrainer;
import org.longtail.learning.TaylorImportance;
import org.longtail.learning.TrainingPlan;
import org.longtail.learning.TrainingSettings;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Mask;
import org.longtail.transforms.pruning.ProgressivePruner;
import org.longtail.transforms.pruning.PrunedNetwork;
import org.longtail.transforms.pruning.PruningSettings;
import org.longtail.transforms.pruning.Scope;

/** A network of one's own that was trained with plain cross entropy, to be pruned. */
final class PrunedClassifier implements AutoCloseable {

  private static final long SEED = 1;
  private static final TrainingSettings TRAINING =
      new TrainingSettings(64, 0.9, 5e-4, Augmentation.NONE);
  private static final PruningSettings PRUNING =
      new PruningSettings(SEED, Criterion.TAYLOR, Scope.GLOBAL, 3, 1, 0.01, TRAINING);

  private final PrunedNetwork pruned;
  private final NetworkSpec.Input input;

  private PrunedClassifier(PrunedNetwork pruned, NetworkSpec.Input input) {
    this.pruned = pruned;
    this.input = input;
  }

  /** Trains the network on images that are drawn as often as they are there. */
  static PrunedClassifier train(LabelledImages images, int epochs) {
    Network network = OwnNetwork.create(images, SEED);
    try {
      NetworkSpec.Input input = input(images);
      ImageBatches batches = new ImageBatches(images, input, Augmentation.NONE);
      CompensationLoss crossEntropy = new CompensationLoss(ones(images.classes()));
      StageTrainer trainer =
          new StageTrainer(network, batches, shares(images), crossEntropy, TRAINING);
      FreePositions all = FreePositions.all(network);
      trainer.train(
          all,
          new TrainingPlan(epochs, 0.05, LearningRate.COSINE),
          new DrawStream(SEED, 1, "train"),
          ProgressListener.SILENT);
      TaylorImportance taylor = new TaylorImportance(network, crossEntropy);
      int[] classes = IntStream.range(0, images.classes()).toArray();
      ClassBatches byClass = new ClassBatches(network, batches);
      return new PrunedClassifier(
          new PrunedNetwork(network, all, trainer, () -> taylor.scores(classes, byClass), 1),
          input);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /**
   * Prunes the network to a ratio.
   *
   * @return how many weights are left
   */
  long prune(double gamma) {
    List<Mask> masks =
        new ProgressivePruner(pruned, PRUNING)
            .prune(pruned.own(), 0, gamma, Optional.empty(), ProgressListener.SILENT);
    return FreePositions.of(masks).size();
  }

  /** The share of images whose class has the largest probability. */
  double accuracy(LabelledImages images) {
    float[][] probabilities =
        Classifier.probabilities(
            pruned.network(), new ImageBatches(images, input, Augmentation.NONE));
    return IntStream.range(0, images.size())
        .map(i -> Classifier.predicted(probabilities[i]) == images.labels()[i] ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private static NetworkSpec.Input input(LabelledImages images) {
    return new NetworkSpec.Input(
        images.channels(), images.height(), images.width(), List.of(0.5f), List.of(0.5f));
  }

  private static double[] shares(LabelledImages images) {
    double[] shares = new double[images.classes()];
    Arrays.stream(images.labels()).forEach(label -> shares[label] += 1.0 / images.size());
    return shares;
  }

  private static double[] ones(int classes) {
    double[] ones = new double[classes];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public void close() {
    pruned.network().close();
  }
}
