package org.longtail.images;

import java.util.Locale;

/**
 * An image padded with black and cropped back to its size at a random place. Draws the crop's row,
 * then its column, unless there is no padding.
 *
 * @param padding pixels of value 0 put on each side before the crop, at least 0; 0 means no crop
 */
record PaddedCrop(int padding) implements Crop {

  PaddedCrop {
    if (padding < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "augmentation: padding %d must be at least 0", padding));
    }
  }

  @Override
  public void check(int height, int width) {
    if (padding >= Math.min(height, width)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "augmentation: padding %d must be less than the sides of images of %dx%d pixels",
              padding,
              height,
              width));
    }
  }

  @Override
  public Raster of(Raster image, Fit fit, Draws draws) {
    Raster whole = fit.of(image);
    if (padding == 0) {
      return whole;
    }
    int top = draws.below(2 * padding + 1) - padding;
    int left = draws.below(2 * padding + 1) - padding;
    int channels = whole.channels();
    byte[] crop = new byte[whole.values().length];
    int columns = whole.width() - Math.abs(left);
    for (int y = Math.max(0, -top); y < Math.min(whole.height(), whole.height() - top); y++) {
      System.arraycopy(
          whole.values(),
          ((y + top) * whole.width() + Math.max(0, left)) * channels,
          crop,
          (y * whole.width() + Math.max(0, -left)) * channels,
          columns * channels);
    }
    return new Raster(whole.height(), whole.width(), channels, crop);
  }
}
