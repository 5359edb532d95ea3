package org.longtail.images;

import java.util.Locale;
import org.longtail.schemas.NetworkSpec;

/**
 * Writes images into a batch of floats, {@code [image, height, width, channels]}, normalised:
 * {@code (pixel / 255 - mean) / std} by channel. May be shared between threads, as long as each has
 * its own draws.
 */
public final class PixelWriter {

  private static final int LEVELS = 256;

  private final Augmentation augmentation;
  private final NetworkSpec.Input input;
  private final Fit fit;
  private final Distortion distortion;

  /** Normalised value of each pixel value, {@code [value, channel]}. */
  private final float[] normalised;

  PixelWriter(Augmentation augmentation, NetworkSpec.Input input, Fit fit, Distortion distortion) {
    this.augmentation = augmentation;
    this.input = input;
    this.fit = fit;
    this.distortion = distortion;
    int channels = input.channels();
    this.normalised = new float[LEVELS * channels];
    for (int value = 0; value < LEVELS; value++) {
      for (int channel = 0; channel < channels; channel++) {
        normalised[value * channels + channel] =
            (float) ((value / 255.0 - input.mean().get(channel)) / input.std().get(channel));
      }
    }
  }

  /** The same writer, but augmented images are distorted in this way. */
  public PixelWriter distorted(Distortion other) {
    return new PixelWriter(augmentation, input, fit, other);
  }

  /** Number of floats that an image takes. */
  public int length() {
    return fit.height() * fit.width() * fit.channels();
  }

  /**
   * Writes an image as it is; one from a file is brought to size first.
   *
   * @param image raw ones of the size that is written
   * @param batch where to write
   * @param offset of the image's first float
   * @throws IllegalArgumentException if the image is of another size or does not fit
   */
  public void writePlain(Raster image, float[] batch, int offset) {
    write(fit.of(image), batch, offset);
  }

  /**
   * Writes an image cropped, mirrored and distorted. Draws the crop, then whether to mirror, if the
   * augmentation says so, then the distortion.
   *
   * @param image raw ones of the size that is written
   * @param draws what to draw from
   * @param batch where to write
   * @param offset of the image's first float
   * @throws IllegalArgumentException if the image is of another size or does not fit
   */
  public void writeAugmented(Raster image, Draws draws, float[] batch, int offset) {
    Raster view = augmentation.crop().of(image, fit, draws);
    if (augmentation.flip() && draws.coin()) {
      view = view.mirrored();
    }
    byte[] values = distortion.distort(view.values(), draws);
    write(new Raster(view.height(), view.width(), view.channels(), values), batch, offset);
  }

  private void write(Raster view, float[] batch, int offset) {
    if (offset < 0 || offset > batch.length - length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "image at offset %d of a batch of %d floats: must be in 0..%d",
              offset,
              batch.length,
              batch.length - length()));
    }
    byte[] values = view.values();
    int channels = view.channels();
    for (int i = 0; i < values.length; i += channels) {
      for (int channel = 0; channel < channels; channel++) {
        batch[offset + i + channel] =
            normalised[Byte.toUnsignedInt(values[i + channel]) * channels + channel];
      }
    }
  }
}
