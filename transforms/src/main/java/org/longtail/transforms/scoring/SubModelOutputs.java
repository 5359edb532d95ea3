package org.longtail.transforms.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.longtail.images.Draws;
import org.longtail.learning.Architectures;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.arrow.WeightsFile;

/**
 * What the sub-models say of every test image: each network is run once on the image itself and
 * once on each view.
 *
 * @param plain class probabilities of the images, {@code [stages][images][classes]}
 * @param views class probabilities of the views, {@code [views][stages][images][classes]}
 */
record SubModelOutputs(float[][][] plain, List<float[][][]> views) {

  /**
   * Runs the sub-models.
   *
   * @param subModels by stage
   * @param batches the test images, with the views' augmentation
   * @param viewCount number of random views an image
   * @param seed the run's seed
   */
  static SubModelOutputs of(
      List<WeightsFile> subModels,
      ImageBatches batches,
      int viewCount,
      long seed,
      ProgressListener progress) {
    int stages = subModels.size();
    float[][][] plain = new float[stages][][];
    List<float[][][]> views = new ArrayList<>();
    for (int view = 0; view < viewCount; view++) {
      views.add(new float[stages][][]);
    }
    long passes = 0;
    for (int stage = 0; stage < stages; stage++) {
      try (Network network = Architectures.load(subModels.get(stage))) {
        plain[stage] = Classifier.probabilities(network, batches);
        report(progress, ++passes, stages * (1L + viewCount), batches);
        for (int view = 0; view < viewCount; view++) {
          int number = view;
          views.get(view)[stage] =
              Classifier.viewProbabilities(
                  network, batches, image -> Draws.of(seed, "view", number, image));
          report(progress, ++passes, stages * (1L + viewCount), batches);
        }
      }
    }
    return new SubModelOutputs(plain, views);
  }

  private static void report(
      ProgressListener progress, long passes, long total, ImageBatches batches) {
    progress.progress(
        new ProgressListener.Update(
            "pass", passes, total, passes * batches.images().size(), OptionalDouble.empty()));
  }

  int stages() {
    return plain.length;
  }

  int images() {
    return plain[0].length;
  }

  /** Probabilities of each sub-model for one image, {@code [stages][classes]}. */
  float[][] plainOf(int image) {
    return of(plain, image);
  }

  /** Probabilities of each sub-model for one view of an image, {@code [stages][classes]}. */
  float[][] viewOf(int view, int image) {
    return of(views.get(view), image);
  }

  private static float[][] of(float[][][] outputs, int image) {
    float[][] stages = new float[outputs.length][];
    for (int stage = 0; stage < outputs.length; stage++) {
      stages[stage] = outputs[stage][image];
    }
    return stages;
  }
}
