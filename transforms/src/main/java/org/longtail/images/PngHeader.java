package org.longtail.images;

/** What a PNG's header says of its pixels. */
final class PngHeader {

  /** Where the bits of a sample and the kind of colours stand in a file. */
  private static final int DEPTH = 24;

  private static final int COLOURS = 25;

  private PngHeader() {}

  /** Bits that a pixel takes, at least 1; 1 if the header is damaged. */
  static int bitsOfPixel(byte[] file) {
    if (file.length <= COLOURS) {
      return 1;
    }
    int samples =
        switch (file[COLOURS]) {
          case 2 -> 3; // red, green, blue
          case 4 -> 2; // grey, opacity
          case 6 -> 4; // red, green, blue, opacity
          default -> 1; // grey, or a palette's
        };
    return Math.max(1, samples * file[DEPTH]);
  }
}
