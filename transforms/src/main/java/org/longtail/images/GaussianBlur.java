package org.longtail.images;

/**
 * Blurs images of one size. Beyond the border an image goes on with its outermost pixels.
 *
 * @param channels of each image
 * @param height of each image in pixels
 * @param width of each image in pixels
 */
record GaussianBlur(int channels, int height, int width) {

  /** Beyond so many deviations a Gaussian is next to nothing. */
  private static final int DEVIATIONS = 3;

  /**
   * The blurred image.
   *
   * @param pixels unsigned bytes, {@code [height, width, channels]}; left as they are
   * @param sigma standard deviation in pixels, above 0
   */
  byte[] of(byte[] pixels, double sigma) {
    double[] kernel = kernel(sigma);
    int reach = kernel.length / 2;
    double[] across = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % channels;
      int x = i / channels % width;
      int row = i - x * channels - channel;
      for (int k = 0; k < kernel.length; k++) {
        int from = clamp(x + k - reach, width);
        across[i] += kernel[k] * Byte.toUnsignedInt(pixels[row + from * channels + channel]);
      }
    }
    byte[] blurred = new byte[pixels.length];
    int stride = width * channels;
    for (int i = 0; i < pixels.length; i++) {
      int column = i % stride;
      double sum = 0;
      for (int k = 0; k < kernel.length; k++) {
        sum += kernel[k] * across[clamp(i / stride + k - reach, height) * stride + column];
      }
      blurred[i] = (byte) Math.round(sum);
    }
    return blurred;
  }

  /** The Gaussian at whole pixels, summing to 1. */
  private static double[] kernel(double sigma) {
    int reach = (int) Math.ceil(DEVIATIONS * sigma);
    double[] kernel = new double[2 * reach + 1];
    double sum = 0;
    for (int k = 0; k < kernel.length; k++) {
      double distance = (k - reach) / sigma;
      kernel[k] = StrictMath.exp(-0.5 * distance * distance);
      sum += kernel[k];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    return kernel;
  }

  private static int clamp(int position, int size) {
    return Math.max(0, Math.min(size - 1, position));
  }
}
