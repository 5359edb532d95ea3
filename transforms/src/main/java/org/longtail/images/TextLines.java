package org.longtail.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The lines of a text file that comes with a data set: UTF-8, whose byte order mark is no text. */
public final class TextLines {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private TextLines() {}

  /**
   * Reads a file's lines, whichever way they end; blank ones at the end of the file are left out.
   *
   * @throws IllegalArgumentException if the file is in another encoding
   */
  public static List<String> read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = decoded(file, bytes);
    if (text.indexOf('\0') >= 0) {
      throw refused(file, "UTF-16, or no text"); // its ASCII letters are UTF-8's with zeros between
    }
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    List<String> lines = (marked ? text.substring(1) : text).lines().toList();
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    return lines.subList(0, end);
  }

  private static String decoded(Path file, byte[] bytes) {
    int start =
        bytes.length < Short.BYTES ? 0 : Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
    if (start == 0xfeff || start == 0xfffe) {
      throw refused(file, "UTF-16");
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < rest.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw refused(
          file,
          String.format(
              Locale.ROOT,
              "not UTF-8: byte 0x%02x in line %d is of another encoding, such as Latin-1",
              bytes[rest.position()],
              line));
    }
  }

  private static IllegalArgumentException refused(Path file, String encoding) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s is %s; save it as UTF-8", file, encoding));
  }
}
