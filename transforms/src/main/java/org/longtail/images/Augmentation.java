package org.longtail.images;

import org.longtail.schemas.NetworkSpec;

/**
 * How a training image is varied: padded with black, cropped back to its size at a random place,
 * and mirrored left to right half of the time.
 *
 * @param padding pixels of value 0 put on each side before the crop, at least 0; 0 means no crop
 * @param flip whether images are mirrored
 */
public record Augmentation(int padding, boolean flip) {

  /** Leaves every image as it is. */
  public static final Augmentation NONE = new Augmentation(0, false);

  public Augmentation {
    if (padding < 0) {
      throw new IllegalArgumentException(
          "augmentation: padding %d must be at least 0".formatted(padding));
    }
  }

  /**
   * A writer of images of this size and normalisation, varied in this way.
   *
   * @throws IllegalArgumentException if the padding is not less than the images' sides, so that a
   *     crop could miss the image
   */
  public PixelWriter writer(NetworkSpec.Input input) {
    if (padding >= Math.min(input.height(), input.width())) {
      throw new IllegalArgumentException(
          "augmentation: padding %d must be less than the sides of images of %dx%d pixels"
              .formatted(padding, input.height(), input.width()));
    }
    return new PixelWriter(this, input);
  }
}
