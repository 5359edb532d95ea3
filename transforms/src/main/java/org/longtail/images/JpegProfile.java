package org.longtail.images;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The colour profile that a JPEG may carry. The readers by which the data sets' networks are
 * trained pass it over and take red, green and blue as they are stored; Image I/O would convert
 * them.
 */
final class JpegProfile {

  private static final int MARKER = 0xff;
  private static final int START_OF_SCAN = 0xda;
  private static final int APP2 = 0xe2;
  private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

  /** Bytes of a marker and of the length that follows it. */
  private static final int HEADER = 4;

  /** Where the number of channels stands in a frame header, counted from its marker. */
  private static final int CHANNELS = 9;

  private static final int COLOURS = 3;

  private JpegProfile() {}

  /**
   * A JPEG in red, green and blue without its profile; any other, and one whose header is damaged,
   * as it is.
   */
  static byte[] without(byte[] file) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(file.length);
    rest.write(file, 0, Short.BYTES);
    boolean colours = false;
    int at = Short.BYTES;
    while (at + HEADER <= file.length && at(file, at) == MARKER) {
      int marker = at(file, at + 1);
      if (marker == MARKER) { // a byte that fills up
        at++;
        continue;
      }
      if (marker == START_OF_SCAN) {
        rest.write(file, at, file.length - at);
        return colours && rest.size() < file.length ? rest.toByteArray() : file;
      }
      int end = at + Short.BYTES + (at(file, at + 2) << Byte.SIZE | at(file, at + 3));
      if (end < at + HEADER || end > file.length) {
        return file;
      }
      if (isFrame(marker)) {
        colours = at + CHANNELS < end && at(file, at + CHANNELS) == COLOURS;
      }
      if (!isProfile(file, at, end)) {
        rest.write(file, at, end - at);
      }
      at = end;
    }
    return file;
  }

  /** Whether a marker begins a frame: SOF0 to SOF15, among which are three that do not. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean isProfile(byte[] file, int at, int end) {
    int name = at + HEADER;
    return at(file, at + 1) == APP2
        && name + NAME.length <= end
        && Arrays.equals(file, name, name + NAME.length, NAME, 0, NAME.length);
  }

  private static int at(byte[] file, int index) {
    return Byte.toUnsignedInt(file[index]);
  }
}
