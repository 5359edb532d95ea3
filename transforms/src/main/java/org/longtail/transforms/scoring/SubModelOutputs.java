package org.longtail.transforms.scoring;

import java.util.List;

/**
 * What the sub-models say of every test image: of the image itself, and of each view.
 *
 * @param space what the outputs are
 * @param plain outputs for the images, {@code [stages][images][classes]}
 * @param views outputs for the views, {@code [views][stages][images][classes]}
 */
record SubModelOutputs(Space space, float[][][] plain, List<float[][][]> views) {

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
