package org.longtail.images;

/**
 * Bilinear resampling that averages over all pixels that fall together when an image is made
 * smaller, so that nothing aliases: along each axis a pixel of the result is the mean of the
 * source's, weighted by a triangle that is as wide as two pixels of the coarser of the two. These
 * are the weights of Pillow's and torchvision's bilinear filter.
 */
final class Resampling {

  private static final int MOST = 255;

  private Resampling() {}

  /**
   * An image in another size.
   *
   * @return of this height and width, with the image's channels
   */
  static Raster to(Raster image, int height, int width) {
    if (image.is(height, width, image.channels())) {
      return image;
    }
    int channels = image.channels();
    float[] across = across(image, Weights.of(image.width(), width));
    Weights down = Weights.of(image.height(), height);
    int stride = width * channels;
    byte[] values = new byte[height * stride];
    float[] row = new float[stride];
    for (int y = 0; y < height; y++) {
      java.util.Arrays.fill(row, 0);
      for (int k = 0; k < down.factors[y].length; k++) {
        float factor = down.factors[y][k];
        int from = (down.first[y] + k) * stride;
        for (int i = 0; i < stride; i++) {
          row[i] += factor * across[from + i];
        }
      }
      for (int i = 0; i < stride; i++) {
        values[y * stride + i] = (byte) Math.max(0, Math.min(MOST, Math.round(row[i])));
      }
    }
    return new Raster(height, width, channels, values);
  }

  /** Every row in the new width, {@code [height, new width, channels]}. */
  private static float[] across(Raster image, Weights weights) {
    int channels = image.channels();
    int width = weights.first.length;
    float[] across = new float[image.height() * width * channels];
    int to = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++, to += channels) {
        int from = (y * image.width() + weights.first[x]) * channels;
        for (float factor : weights.factors[x]) {
          for (int channel = 0; channel < channels; channel++) {
            across[to + channel] += factor * Byte.toUnsignedInt(image.values()[from + channel]);
          }
          from += channels;
        }
      }
    }
    return across;
  }

  /**
   * What the pixels of one axis are made of.
   *
   * @param first the first source pixel of each
   * @param factors the weight of that pixel and those after it, summing to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weights(int[] first, float[][] factors) {

    static Weights of(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(1, scale);
      int[] first = new int[to];
      float[][] factors = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = (int) Math.max(0, centre - reach + 0.5);
        int end = (int) Math.min(from, centre + reach + 0.5);
        factors[i] = triangle(first[i], end, centre, reach);
      }
      return new Weights(first, factors);
    }

    private static float[] triangle(int first, int end, double centre, double reach) {
      double[] exact = new double[end - first];
      double sum = 0;
      for (int k = 0; k < exact.length; k++) {
        exact[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / reach);
        sum += exact[k];
      }
      float[] factors = new float[exact.length];
      for (int k = 0; k < exact.length; k++) {
        factors[k] = (float) (exact[k] / sum);
      }
      return factors;
    }
  }
}
