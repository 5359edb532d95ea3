package org.longtail.images;

import org.longtail.schemas.NetworkSpec;

/**
 * The random changes of colour and sharpness by which self-supervised learning makes views of an
 * image, as SADE takes them at test time: with probability 0.8 brightness, contrast, saturation
 * (each by a factor of 0.6 to 1.4) and hue (by up to a tenth of the circle) in a random order; with
 * probability 0.2 the image made grey; with probability 0.5 a Gaussian blur of 0.1 to 2 pixels.
 *
 * <p>Images of one channel have no saturation, hue or colour: these change nothing, but are drawn
 * all the same, so that the other draws do not depend on the channels.
 */
public final class PhotometricDistortion implements Distortion {

  private static final double JITTER = 0.8;
  private static final double STRENGTH = 0.4;
  private static final double HUE_STRENGTH = 0.1;
  private static final double GREYSCALE = 0.2;
  private static final double BLUR = 0.5;
  private static final double LEAST_SIGMA = 0.1;
  private static final double MOST_SIGMA = 2;

  private final ColourOperations colours;
  private final GaussianBlur blur;

  private PhotometricDistortion(ColourOperations colours, GaussianBlur blur) {
    this.colours = colours;
    this.blur = blur;
  }

  /**
   * The distortion of images of this size.
   *
   * @throws IllegalArgumentException if they have neither 1 channel nor 3
   */
  public static PhotometricDistortion of(NetworkSpec.Input input) {
    return new PhotometricDistortion(
        ColourOperations.of(input),
        new GaussianBlur(input.channels(), input.height(), input.width()));
  }

  @Override
  public byte[] distort(byte[] pixels, Draws draws) {
    byte[] distorted = pixels.clone();
    if (draws.uniform() < JITTER) {
      for (int operation : draws.shuffled(4)) {
        jitter(distorted, operation, draws);
      }
    }
    if (draws.uniform() < GREYSCALE) {
      colours.saturate(distorted, 0);
    }
    if (draws.uniform() < BLUR) {
      double sigma = LEAST_SIGMA + (MOST_SIGMA - LEAST_SIGMA) * draws.uniform();
      return blur.of(distorted, sigma);
    }
    return distorted;
  }

  private void jitter(byte[] pixels, int operation, Draws draws) {
    double within = 2 * draws.uniform() - 1;
    switch (operation) {
      case 0 -> colours.brighten(pixels, 1 + STRENGTH * within);
      case 1 -> colours.contrast(pixels, 1 + STRENGTH * within);
      case 2 -> colours.saturate(pixels, 1 + STRENGTH * within);
      default -> colours.shiftHue(pixels, HUE_STRENGTH * within);
    }
  }
}
