package org.longtail.images;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;

/**
 * How much an image file may ask for. A file of a few kB may claim more pixels than there is
 * memory, or take an hour to decode. The limits change no pixel, so they are of the process and not
 * of a step: what exceeds one ends with an error.
 *
 * @param pixels of one image, at least 1
 * @param time of the processor that decoding one image may take, above zero; neither a machine that
 *     is busy nor one that sleeps uses it up
 */
record ImageLimits(long pixels, Duration time) {

  /** Sets the number of pixels. */
  static final String PIXELS = "LONGTAIL_IMAGE_PIXELS";

  /** Sets the time, in seconds. */
  static final String SECONDS = "LONGTAIL_IMAGE_SECONDS";

  /** Three bytes each, of what an array may hold. */
  private static final int MOST_PIXELS = Integer.MAX_VALUE / 3;

  private static final int MOST_SECONDS = 24 * 60 * 60;

  /** As many pixels as Pillow reads, and far more time than any of them takes. */
  static final ImageLimits STANDARD = new ImageLimits(178_956_970, Duration.ofSeconds(30));

  ImageLimits {
    if (pixels < 1 || time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "images of at most %d pixels and %s: both must be above 0",
              pixels,
              time));
    }
  }

  /**
   * The limits of this process.
   *
   * @throws IllegalArgumentException if its environment names some that are none
   */
  static ImageLimits ofThisProcess() {
    return of(System.getenv());
  }

  /**
   * The limits that the environment names, or {@link #STANDARD}.
   *
   * @throws IllegalArgumentException if one is no whole number that can be a limit; names it
   */
  static ImageLimits of(Map<String, String> environment) {
    return new ImageLimits(
        number(environment, PIXELS, STANDARD.pixels, MOST_PIXELS),
        Duration.ofSeconds(number(environment, SECONDS, STANDARD.time.toSeconds(), MOST_SECONDS)));
  }

  private static long number(
      Map<String, String> environment, String variable, long otherwise, long most) {
    @Nullable String given = environment.get(variable);
    if (given == null || given.isBlank()) {
      return otherwise;
    }
    if (given.strip().matches("[1-9][0-9]{0,9}") && Long.parseLong(given.strip()) <= most) {
      return Long.parseLong(given.strip());
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s is '%s': must be a whole number from 1 to %d, such as %d",
            variable,
            given,
            most,
            otherwise));
  }

  /**
   * Checks what an image's header says.
   *
   * @throws IIOException if it claims more pixels than are read
   */
  void checkPixels(int height, int width) throws IIOException {
    if ((long) height * width > pixels) {
      throw new IIOException(
          String.format(
              Locale.ROOT,
              "its header says %dx%d pixels, more than the %d that are read (%s sets how many)",
              height,
              width,
              pixels,
              PIXELS));
    }
  }
}
