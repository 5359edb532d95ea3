package org.longtail.images;

import java.io.IOException;
import java.util.Locale;
import org.longtail.schemas.arrow.PixelBytes;

/**
 * An image file.
 *
 * @param name what messages call it, such as its path
 * @param content the file's bytes
 */
public record EncodedImage(String name, PixelBytes content) {

  /**
   * The image's pixels in red, green and blue.
   *
   * @throws IllegalArgumentException if it is damaged, or neither a JPEG nor a PNG; names it
   */
  public Raster decode() {
    try {
      return ImageDecoder.decode(content.read());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s cannot be decoded: %s", name, e.getMessage()), e);
    }
  }
}
