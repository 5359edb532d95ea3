package org.longtail.images;

import java.util.Locale;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

/**
 * How a training image is varied: cropped, mirrored left to right half of the time, and jittered in
 * its colours.
 *
 * @param crop what part of an image is shown
 * @param flip whether images are mirrored
 * @param colourJitter how far the factors of brightness, contrast and saturation may be from 1, in
 *     0..1; 0 leaves colours as they are
 */
public record Augmentation(Crop crop, boolean flip, double colourJitter) {

  /** Leaves every image as it is. */
  public static final Augmentation NONE = new Augmentation(0, false);

  public Augmentation {
    if (!(colourJitter >= 0 && colourJitter <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "augmentation: colour jitter %s must be in 0..1", colourJitter));
    }
  }

  /**
   * Images padded with black, cropped back to their size at a random place, and mirrored.
   *
   * @param padding pixels on each side, at least 0; 0 means no crop
   */
  public Augmentation(int padding, boolean flip) {
    this(new PaddedCrop(padding), flip, 0);
  }

  /**
   * The augmentation that fields of a configuration name.
   *
   * @param crop {@code padded} or {@code resized}
   * @param padding of a padded crop, at least 0
   * @param colourJitter in 0..1
   */
  public static Augmentation of(String crop, int padding, boolean flip, double colourJitter) {
    return switch (crop) {
      case "padded" -> new Augmentation(new PaddedCrop(padding), flip, colourJitter);
      case "resized" -> new Augmentation(new ResizedCrop(), flip, colourJitter);
      default ->
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT, "augmentation: crop '%s' must be padded or resized", crop));
    };
  }

  /** A writer of raw images. */
  public PixelWriter writer(NetworkSpec.Input input) {
    return writer(input, ImagesFile.Encoding.RAW);
  }

  /**
   * A writer of images of this size and normalisation, varied in this way.
   *
   * @throws IllegalArgumentException if the padding is not less than the images' sides, so that a
   *     crop could miss the image; or if colours of images with neither 1 nor 3 channels are to be
   *     jittered
   */
  public PixelWriter writer(NetworkSpec.Input input, ImagesFile.Encoding encoding) {
    crop.check(input.height(), input.width());
    return new PixelWriter(this, input, Fit.of(input, encoding), jitter(input));
  }

  private Distortion jitter(NetworkSpec.Input input) {
    return colourJitter == 0
        ? Distortion.NONE
        : new ColourJitter(colourJitter, ColourOperations.of(input));
  }
}
