package org.longtail.images;

import java.util.Locale;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

/**
 * How an image is brought to the size that a network takes when nothing is drawn. Raw images are of
 * that size; an image file is brought to 256/224 of it, one side exactly and the other covering it,
 * and cut to it at the centre.
 *
 * @param height wanted
 * @param width wanted
 * @param channels wanted
 * @param encoding what the images come from
 */
record Fit(int height, int width, int channels, ImagesFile.Encoding encoding) {

  /** What is resized, and how much of it is looked at, as torchvision's models are evaluated. */
  private static final int WHOLE = 256;

  private static final int PART = 224;

  static Fit of(NetworkSpec.Input input, ImagesFile.Encoding encoding) {
    return new Fit(input.height(), input.width(), input.channels(), encoding);
  }

  /**
   * The image in the size wanted.
   *
   * @throws IllegalArgumentException if a raw image is of another size, or the channels are others
   */
  Raster of(Raster image) {
    if (encoding == ImagesFile.Encoding.RAW) {
      return checked(image);
    }
    int coverHeight = cover(height);
    int coverWidth = cover(width);
    boolean tall = (long) image.height() * coverWidth >= (long) image.width() * coverHeight;
    int newHeight = tall ? scaled(image.height(), coverWidth, image.width()) : coverHeight;
    int newWidth = tall ? coverWidth : scaled(image.width(), coverHeight, image.height());
    return checked(
        Resampling.to(image, newHeight, newWidth)
            .cut((newHeight - height + 1) / 2, (newWidth - width + 1) / 2, height, width));
  }

  /**
   * The image as it is.
   *
   * @throws IllegalArgumentException if it is not of the size wanted
   */
  Raster checked(Raster image) {
    if (!image.is(height, width, channels)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: the network takes %dx%dx%d; give it images of the data that it was made for",
              image,
              height,
              width,
              channels));
    }
    return image;
  }

  private static int scaled(int side, int to, int from) {
    return (int) ((long) side * to / from);
  }

  private static int cover(int side) {
    return Math.round((float) side * WHOLE / PART);
  }
}
