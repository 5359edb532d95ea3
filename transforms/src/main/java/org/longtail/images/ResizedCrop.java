package org.longtail.images;

/**
 * A random part of an image, of a random size and aspect ratio, resampled to the size wanted:
 * torchvision's RandomResizedCrop, by which networks for ImageNet are trained. The part's area is a
 * uniform draw of 8 % to 100 % of the image's, its width over its height one of 3/4 to 4/3, uniform
 * on the logarithm. After ten draws that do not fit, the largest part at the centre of a ratio in
 * that range is taken.
 */
record ResizedCrop() implements Crop {

  private static final double LEAST_AREA = 0.08;
  private static final double LEAST_RATIO = 3.0 / 4;
  private static final double MOST_RATIO = 4.0 / 3;
  private static final int TRIES = 10;

  /** A part of an image, in its pixels. */
  record Box(int top, int left, int height, int width) {}

  @Override
  public void check(int height, int width) {}

  @Override
  public Raster of(Raster image, Fit fit, Draws draws) {
    Box box = box(image.height(), image.width(), draws);
    return fit.checked(
        Resampling.to(
            image.cut(box.top, box.left, box.height, box.width), fit.height(), fit.width()));
  }

  /** A random part of an image of this size. */
  static Box box(int height, int width, Draws draws) {
    for (int i = 0; i < TRIES; i++) {
      double area = (double) height * width * between(LEAST_AREA, 1, draws);
      double ratio =
          StrictMath.exp(between(StrictMath.log(LEAST_RATIO), StrictMath.log(MOST_RATIO), draws));
      long boxWidth = Math.round(Math.sqrt(area * ratio));
      long boxHeight = Math.round(Math.sqrt(area / ratio));
      if (boxWidth >= 1 && boxWidth <= width && boxHeight >= 1 && boxHeight <= height) {
        int top = draws.below(height - (int) boxHeight + 1);
        int left = draws.below(width - (int) boxWidth + 1);
        return new Box(top, left, (int) boxHeight, (int) boxWidth);
      }
    }
    return centre(height, width);
  }

  private static Box centre(int height, int width) {
    int boxHeight = Math.max(1, (int) Math.min(height, Math.round(width / LEAST_RATIO)));
    int boxWidth = Math.max(1, (int) Math.min(width, Math.round(height * MOST_RATIO)));
    return new Box((height - boxHeight) / 2, (width - boxWidth) / 2, boxHeight, boxWidth);
  }

  private static double between(double least, double most, Draws draws) {
    return least + (most - least) * draws.uniform();
  }
}
