package org.longtail.images;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.longtail.schemas.arrow.PixelBytes;

/**
 * Image files of four classes, of which the reading of one interrupts the thread that computes, as
 * Flink does when it cancels.
 */
public final class InterruptingImages {

  /** Height and width of each. */
  public static final int SIDE = 8;

  private static final int CLASSES = 4;
  private static final int CHANNELS = 3;
  private static final byte[] PNG =
      JpegImages.encoded("png", new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR));

  private final Thread computing = Thread.currentThread();
  private final AtomicInteger read = new AtomicInteger();
  private final int last;

  /**
   * Images for this thread to compute with.
   *
   * @param last number of the reading that interrupts, from 1
   */
  public InterruptingImages(int last) {
    this.last = last;
  }

  /** A split of so many of them. */
  public LabelledImages split(int size) {
    int[] labels = new int[size];
    Arrays.setAll(labels, i -> i % CLASSES);
    PixelBytes content = this::read;
    return new LabelledImages(
        CHANNELS,
        SIDE,
        SIDE,
        labels,
        new PixelSource.Encoded(Collections.nCopies(size, new EncodedImage("image", content))));
  }

  private byte[] read() {
    if (read.incrementAndGet() == last) {
      computing.interrupt();
    }
    return PNG;
  }

  /** How many readings there were after the one that interrupted. */
  public int readAfterwards() {
    return read.get() - last;
  }
}
