package org.longtail.images;

/** Which part of an image a training view shows: a random one, in the size that a network takes. */
public sealed interface Crop permits PaddedCrop, ResizedCrop {

  /**
   * A random part of an image.
   *
   * @param image as it was read
   * @param fit the size that the network takes
   * @param draws what to draw from
   * @return of that size
   */
  Raster of(Raster image, Fit fit, Draws draws);

  /**
   * Checks that images of a size can be cropped.
   *
   * @throws IllegalArgumentException if a crop could miss the image
   */
  void check(int height, int width);
}
