package org.longtail.images;

import java.io.IOException;
import java.util.Locale;
import org.longtail.schemas.arrow.PixelBytes;
import org.longtail.schemas.store.Sha256;

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
    return decode(content.read());
  }

  /**
   * Decodes the image to see that it can be.
   *
   * @return the sha256 of the file
   * @throws IllegalArgumentException if it is damaged, or neither a JPEG nor a PNG; names it
   */
  String check() {
    byte[] file = content.read();
    decode(file);
    return Sha256.of(file);
  }

  private Raster decode(byte[] file) {
    try {
      return ImageDecoder.decode(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s cannot be decoded: %s", name, e.getMessage()), e);
    }
  }
}
