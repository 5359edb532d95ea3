package org.longtail.images;

import java.util.Locale;
import javax.imageio.IIOException;

/**
 * The scans of a JPEG. A progressive one brings the whole image up to date with each of its scans,
 * and a scan of all its pixels may be a hundred bytes long; encoders write about ten.
 */
final class JpegScans {

  /** More than any encoder writes, and few enough to be decoded. */
  static final int MOST = 100;

  private static final int MARKER = 0xff;
  private static final int STUFFED = 0x00;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xd0;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;

  private JpegScans() {}

  /**
   * Checks how many there are.
   *
   * @throws IIOException if there are more than {@link #MOST}
   */
  static void check(byte[] file) throws IIOException {
    int scans = count(file);
    if (scans > MOST) {
      throw new IIOException(
          String.format(
              Locale.ROOT,
              "it has %d scans, more than the %d that are read; save it as a baseline JPEG",
              scans,
              MOST));
    }
  }

  /** Number of scans, without a look at what they code. */
  static int count(byte[] file) {
    int scans = 0;
    int at = Short.BYTES;
    while (at + 1 < file.length) {
      int marker = at(file, at + 1);
      if (at(file, at) != MARKER || marker == MARKER) {
        at++;
      } else if (standsAlone(marker)) {
        at += Short.BYTES;
      } else if (marker == END_OF_IMAGE || at + 3 >= file.length) {
        break;
      } else {
        scans += marker == START_OF_SCAN ? 1 : 0;
        at += Short.BYTES + (at(file, at + 2) << Byte.SIZE | at(file, at + 3));
      }
    }
    return scans;
  }

  /** Whether no length follows: restarts, and what stands for a byte of coded data. */
  private static boolean standsAlone(int marker) {
    return marker == STUFFED
        || marker == TEMPORARY
        || marker >= FIRST_RESTART && marker <= START_OF_IMAGE;
  }

  private static int at(byte[] file, int index) {
    return Byte.toUnsignedInt(file[index]);
  }
}
