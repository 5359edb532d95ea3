package org.longtail.images;

import java.io.IOException;
import java.util.Locale;
import org.longtail.schemas.Cancellation;
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
   * @param cancellation of what it is decoded for
   * @throws IllegalArgumentException if it is damaged, neither a JPEG nor a PNG, or asks for more
   *     than this process's limits; names it
   * @throws java.util.concurrent.CancellationException if the computation is to be given up
   */
  public Raster decode(Cancellation cancellation) {
    return decode(content.read(), ImageLimits.ofThisProcess(), cancellation);
  }

  /**
   * Decodes the image to see that it can be.
   *
   * @param limits what it may ask for
   * @param cancellation of what it is decoded for
   * @return the sha256 of the file
   * @throws IllegalArgumentException if it is damaged, neither a JPEG nor a PNG, or asks for more;
   *     names it
   * @throws java.util.concurrent.CancellationException if the computation is to be given up
   */
  String check(ImageLimits limits, Cancellation cancellation) {
    byte[] file = content.read();
    decode(file, limits, cancellation);
    return Sha256.of(file);
  }

  private Raster decode(byte[] file, ImageLimits limits, Cancellation cancellation) {
    try {
      return ImageDecoder.decode(file, limits, cancellation);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s cannot be decoded: %s", name, e.getMessage()), e);
    }
  }
}
