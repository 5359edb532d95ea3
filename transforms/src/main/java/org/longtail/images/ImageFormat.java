package org.longtail.images;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The formats of image files, told by the bytes that they begin with. */
enum ImageFormat {
  JPEG(0xffd8) {
    @Override
    ImageReader reader() throws IOException {
      return JPEG_READER.createReaderInstance();
    }

    @Override
    byte[] readable(byte[] file) throws IIOException {
      JpegScans.check(file);
      return JpegProfile.without(file);
    }

    @Override
    long mostPixels(byte[] file) {
      return PIXELS_OF_JPEG * file.length;
    }
  },

  PNG(0x8950) {
    @Override
    ImageReader reader() {
      return ImageIO.getImageReadersByFormatName("png").next();
    }

    @Override
    byte[] readable(byte[] file) {
      return file;
    }

    @Override
    long mostPixels(byte[] file) {
      return DEFLATED * Byte.SIZE * file.length / PngHeader.bitsOfPixel(file);
    }
  };

  /** Reads JPEGs whose colours the JDK's own reader refuses. */
  private static final ImageReaderSpi JPEG_READER = jpegReader();

  /**
   * What a byte of a JPEG can hold. Each block of 8x8 values takes at least a bit; at the coarsest
   * sampling, three components of 4x1, 1x4 and 1x1 blocks, nine blocks cover 32x32 pixels: 910.
   */
  private static final long PIXELS_OF_JPEG = 1024;

  /** How many times as long as its deflated bytes a text can be. */
  private static final long DEFLATED = 1032;

  private final int magic;

  ImageFormat(int magic) {
    this.magic = magic;
  }

  /**
   * The format of a file.
   *
   * @throws IIOException if it is none of them
   */
  static ImageFormat of(byte[] file) throws IIOException {
    if (file.length >= Short.BYTES) {
      int start = Byte.toUnsignedInt(file[0]) << Byte.SIZE | Byte.toUnsignedInt(file[1]);
      for (ImageFormat format : values()) {
        if (format.magic == start) {
          return format;
        }
      }
    }
    throw new IIOException("it is neither a JPEG nor a PNG file");
  }

  /** A new reader, to be disposed of. */
  abstract ImageReader reader() throws IOException;

  /**
   * The file as its reader is to see it.
   *
   * @throws IIOException if decoding it would take longer than any picture is worth
   */
  abstract byte[] readable(byte[] file) throws IIOException;

  /** How many pixels a file may hold, as long as it is. */
  abstract long mostPixels(byte[] file);

  /**
   * Checks what an image's header says.
   *
   * @throws IIOException if it claims more pixels than the file holds
   */
  void checkHeld(byte[] file, int height, int width) throws IIOException {
    if ((long) height * width > mostPixels(file)) {
      throw new IIOException(
          String.format(
              Locale.ROOT,
              "its header says %dx%d pixels, more than its %d bytes can hold; get the file again",
              height,
              width,
              file.length));
    }
  }

  /** Registered here, as a class loader of its own may keep Image I/O from finding it. */
  private static ImageReaderSpi jpegReader() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ImageReaderSpi known = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
    if (known != null) {
      return known;
    }
    ImageReaderSpi own = new JPEGImageReaderSpi();
    registry.registerServiceProvider(own, ImageReaderSpi.class);
    return own;
  }
}
