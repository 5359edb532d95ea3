package org.longtail.images;

/** A random change of an image's colours or sharpness. */
@FunctionalInterface
public interface Distortion {

  /** Draws nothing and changes nothing. */
  Distortion NONE = (pixels, draws) -> pixels;

  /**
   * The distorted image.
   *
   * @param pixels unsigned bytes, {@code [height, width, channels]}; left as they are
   * @param draws what to draw from
   * @return of the same shape
   */
  byte[] distort(byte[] pixels, Draws draws);
}
