package org.longtail.transforms.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.longtail.images.Augmentation;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Architectures;
import org.longtail.learning.Checkpoints;
import org.longtail.learning.CompensationLoss;
import org.longtail.learning.FreePositions;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.KernelCheck;
import org.longtail.learning.Network;
import org.longtail.learning.StageTrainer;
import org.longtail.learning.TrainingSettings;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.WeightsFile;

/**
 * What the steps of one stage work on: the network, the training images, the stage's sampling and
 * loss, and the positions that are the stage's own.
 *
 * @param spec the network's description
 * @param network owned by this; closed with it
 * @param images the training images
 * @param sampling what the stage draws
 * @param own the positions that were free when the stage began
 */
public record OpenStage(
    NetworkSpec spec,
    Network network,
    LabelledImages images,
    SamplingFile sampling,
    FreePositions own)
    implements AutoCloseable {

  /**
   * Opens a stage.
   *
   * @param weights the network's state
   * @param images training images
   * @param sampling the stage's sampling
   * @param frozen masks of all earlier stages
   * @throws IllegalArgumentException if the network is for another number of classes
   */
  public static OpenStage of(WeightsFile weights, Path images, Path sampling, List<Path> frozen)
      throws IOException {
    LabelledImages labelled = LabelledImages.of(ImagesFile.read(images));
    SamplingFile samplingFile = SamplingFile.read(sampling);
    checkClasses(weights.network().classes(), samplingFile.classes().size());
    Network network = Architectures.load(weights);
    try {
      FreePositions own = FreePositions.all(network);
      for (Path mask : frozen) {
        own = own.without(masks(mask, network));
      }
      return new OpenStage(weights.network(), network, labelled, samplingFile, own);
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /**
   * The masks in a file, one for each decoupled tensor of the network.
   *
   * @throws IllegalArgumentException if they are for other tensors
   */
  public List<Mask> masks(Path file) throws IOException {
    return masks(file, network);
  }

  private static List<Mask> masks(Path file, Network network) throws IOException {
    return network.masks("the masks in " + file, MaskFile.read(file).masks());
  }

  private static void checkClasses(int ofNetwork, int ofImages) {
    if (ofNetwork != ofImages) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network is for %d classes, the images have %d; if ReadWeights read it, connect the images there too",
              ofNetwork,
              ofImages));
    }
  }

  /** The stage's loss. */
  public CompensationLoss loss() {
    return new CompensationLoss(sampling.alpha());
  }

  /** The training images, to be augmented like this. */
  public ImageBatches batches(Augmentation augmentation) {
    return new ImageBatches(images, spec.input(), augmentation);
  }

  /** A trainer of the stage that keeps its state. */
  public StageTrainer trainer(TrainingSettings settings, Checkpoints checkpoints) {
    return new StageTrainer(
            network, batches(settings.augmentation()), sampling.probabilities(), loss(), settings)
        .keeping(checkpoints);
  }

  /**
   * How far this processor's kernels are from double precision, for the summary of a step that
   * trains; nothing where the network lives on a GPU.
   *
   * @throws org.longtail.learning.TrainingException if a kernel is wrong here
   */
  public Map<String, Double> kernelDeviation() {
    Map<String, Double> summary = new TreeMap<>();
    KernelCheck.require(network).ifPresent(off -> summary.put("kernel_deviation", off));
    return summary;
  }

  /** The network's present state. */
  public WeightsFile weights() {
    return new WeightsFile(spec, sampling.provenance(), network.tensors());
  }

  @Override
  public void close() {
    network.close();
  }
}
