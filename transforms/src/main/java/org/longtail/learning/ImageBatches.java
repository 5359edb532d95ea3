package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.longtail.images.Augmentation;
import org.longtail.images.Distortion;
import org.longtail.images.Draws;
import org.longtail.images.LabelledImages;
import org.longtail.images.PixelWriter;
import org.longtail.schemas.Cancellation;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

/**
 * Batches of images as a network takes them: {@code [batch, channels, height, width]} in the memory
 * format "channels last", for which the engine's convolutions are fastest. Whatever goes through
 * images can be cancelled here: before each image, by an interrupt of the thread that asks.
 */
public final class ImageBatches {

  private final LabelledImages images;
  private final NetworkSpec.Input input;
  private final PixelWriter writer;

  /**
   * Batches of a split.
   *
   * @param images the split
   * @param input size and normalisation
   * @param augmentation what {@link #augmented} does to each image
   */
  public ImageBatches(LabelledImages images, NetworkSpec.Input input, Augmentation augmentation) {
    this(images, input, augmentation.writer(input, images.source().encoding()));
  }

  private ImageBatches(LabelledImages images, NetworkSpec.Input input, PixelWriter writer) {
    this.images = images;
    this.input = input;
    this.writer = writer;
  }

  /** The same batches, but {@link #augmented} distorts each image in this way. */
  public ImageBatches distorted(Distortion distortion) {
    return new ImageBatches(images, input, writer.distorted(distortion));
  }

  /** The split. */
  public LabelledImages images() {
    return images;
  }

  /**
   * Images as they are.
   *
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  public NDArray plain(NDManager manager, int[] which) {
    float[] batch = new float[which.length * writer.length()];
    Cancellation cancellation = Cancellation.ofThisThread();
    places(which)
        .forEach(
            i -> {
              cancellation.check();
              writer.writePlain(images.image(which[i], cancellation), batch, i * writer.length());
            });
    return channelsLast(manager, batch, which.length);
  }

  /**
   * Augmented images.
   *
   * @param draws what to draw from for the image with this number
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  public NDArray augmented(NDManager manager, int[] which, IntFunction<Draws> draws) {
    float[] batch = new float[which.length * writer.length()];
    Cancellation cancellation = Cancellation.ofThisThread();
    IntFunction<Draws> own = encoded() ? forked(which, draws) : i -> draws.apply(which[i]);
    places(which)
        .forEach(
            i -> {
              cancellation.check();
              writer.writeAugmented(
                  images.image(which[i], cancellation), own.apply(i), batch, i * writer.length());
            });
    return channelsLast(manager, batch, which.length);
  }

  /** The places of a batch; in parallel if images are decoded, which takes longer than forking. */
  private IntStream places(int[] which) {
    IntStream places = IntStream.range(0, which.length);
    return encoded() ? places.parallel() : places;
  }

  /** Streams by place, made in order, so that what is drawn does not depend on the threads. */
  private static IntFunction<Draws> forked(int[] which, IntFunction<Draws> draws) {
    Draws[] forks = new Draws[which.length];
    for (int i = 0; i < forks.length; i++) {
      forks[i] = draws.apply(which[i]).fork();
    }
    return i -> forks[i];
  }

  private boolean encoded() {
    return images.source().encoding() != ImagesFile.Encoding.RAW;
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
