package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.IntFunction;
import org.longtail.images.Augmentation;
import org.longtail.images.Draws;
import org.longtail.images.LabelledImages;
import org.longtail.images.PixelWriter;
import org.longtail.schemas.NetworkSpec;

/**
 * Batches of images as a network takes them: {@code [batch, channels, height, width]} in the memory
 * format "channels last", for which the engine's convolutions are fastest.
 */
public final class ImageBatches {

  private final LabelledImages images;
  private final NetworkSpec.Input input;
  private final PixelWriter writer;
  private final Distortion distortion;

  /** Changes the pixels of an image before it is cropped and mirrored. */
  @FunctionalInterface
  public interface Distortion {

    /**
     * The distorted image.
     *
     * @param pixels unsigned bytes, {@code [height, width, channels]}; left as they are
     * @param draws what to draw from
     * @return of the same shape
     */
    byte[] distort(byte[] pixels, Draws draws);
  }

  /**
   * Batches of a split.
   *
   * @param images the split
   * @param input size and normalisation
   * @param augmentation what {@link #augmented} does to each image
   */
  public ImageBatches(LabelledImages images, NetworkSpec.Input input, Augmentation augmentation) {
    this(images, input, augmentation.writer(input), (pixels, draws) -> pixels);
  }

  private ImageBatches(
      LabelledImages images, NetworkSpec.Input input, PixelWriter writer, Distortion distortion) {
    this.images = images;
    this.input = input;
    this.writer = writer;
    this.distortion = distortion;
  }

  /** The same batches, but {@link #augmented} distorts each image first. */
  public ImageBatches distorted(Distortion before) {
    return new ImageBatches(images, input, writer, before);
  }

  /** The split. */
  public LabelledImages images() {
    return images;
  }

  /** Images as they are. */
  public NDArray plain(NDManager manager, int[] which) {
    float[] batch = new float[which.length * writer.length()];
    for (int i = 0; i < which.length; i++) {
      writer.writePlain(images.pixels()[which[i]], batch, i * writer.length());
    }
    return channelsLast(manager, batch, which.length);
  }

  /**
   * Augmented images.
   *
   * @param draws what to draw from for the image with this number
   */
  public NDArray augmented(NDManager manager, int[] which, IntFunction<Draws> draws) {
    float[] batch = new float[which.length * writer.length()];
    for (int i = 0; i < which.length; i++) {
      Draws own = draws.apply(which[i]);
      byte[] pixels = distortion.distort(images.pixels()[which[i]], own);
      writer.writeAugmented(pixels, own, batch, i * writer.length());
    }
    return channelsLast(manager, batch, which.length);
  }

  /** Labels of images. */
  public int[] labels(int[] which) {
    int[] labels = new int[which.length];
    for (int i = 0; i < which.length; i++) {
      labels[i] = images.labels()[which[i]];
    }
    return labels;
  }

  private NDArray channelsLast(NDManager manager, float[] batch, int size) {
    return manager
        .create(batch, new Shape(size, input.height(), input.width(), input.channels()))
        .transpose(0, 3, 1, 2);
  }
}
