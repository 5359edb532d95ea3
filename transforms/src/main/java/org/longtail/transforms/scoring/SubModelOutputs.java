package org.longtail.transforms.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.longtail.images.Draws;
import org.longtail.learning.Architectures;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.learning.ProgressListener;
import org.longtail.schemas.arrow.WeightsFile;

/**
 * What the sub-models say of every test image: each network is run once on the image itself and
 * once on each view.
 *
 * @param space what the outputs are
 * @param plain outputs for the images, {@code [stages][images][classes]}
 * @param views outputs for the views, {@code [views][stages][images][classes]}
 */
record SubModelOutputs(Space space, float[][][] plain, List<float[][][]> views) {

  /**
   * The random views of each image.
   *
   * @param count how many; even, as they are compared in pairs
   * @param seed the run's seed
   */
  record Views(int count, long seed) {}

  /**
   * Runs the sub-models.
   *
   * @param space what outputs are wanted
   * @param subModels by stage
   * @param batches the test images, with the views' augmentation
   * @param wanted the views
   */
  static SubModelOutputs of(
      Space space,
      List<WeightsFile> subModels,
      ImageBatches batches,
      Views wanted,
      ProgressListener progress) {
    int viewCount = wanted.count();
    int stages = subModels.size();
    float[][][] plain = new float[stages][][];
    List<float[][][]> views = new ArrayList<>();
    for (int view = 0; view < viewCount; view++) {
      views.add(new float[stages][][]);
    }
    long passes = 0;
    for (int stage = 0; stage < stages; stage++) {
      try (Network network = Architectures.load(subModels.get(stage))) {
        plain[stage] = space.plain(network, batches);
        report(progress, ++passes, stages * (1L + viewCount), batches);
        for (int view = 0; view < viewCount; view++) {
          int number = view;
          views.get(view)[stage] =
              space.view(network, batches, image -> Draws.of(wanted.seed(), "view", number, image));
          report(progress, ++passes, stages * (1L + viewCount), batches);
        }
      }
    }
    return new SubModelOutputs(space, plain, views);
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

  /** Outputs of each sub-model for one image, {@code [stages][classes]}. */
  float[][] plainOf(int image) {
    return of(plain, image);
  }

  /**
   * The objective of one image.
   *
   * @param pair the first of the two views to compare, the other is the next
   */
  Agreement agreement(int pair, int image) {
    return space.agreement(of(views.get(pair), image), of(views.get(pair + 1), image));
  }

  private static float[][] of(float[][][] outputs, int image) {
    float[][] stages = new float[outputs.length][];
    for (int stage = 0; stage < outputs.length; stage++) {
      stages[stage] = outputs[stage][image];
    }
    return stages;
  }
}
