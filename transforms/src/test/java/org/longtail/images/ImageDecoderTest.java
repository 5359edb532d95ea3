package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.Cancellation;

class ImageDecoderTest {

  private static final int HEIGHT = 16;
  private static final int WIDTH = 24;
  private static final int COLOUR = 0x20a0e0;

  /** Marker APP14 of 14 bytes, version 100, no transform. */
  private static final byte[] ADOBE =
      HexFormat.of().parseHex("ffee000e" + "41646f6265" + "0064" + "00000000" + "00");

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void aPngOfAnyKindIsRedGreenAndBlue(int type) throws IOException {
    BufferedImage image = filled(type, 0xff0033cc);

    Raster decoded = decode(JpegImages.encoded("png", image));

    assertThat(decoded).isEqualTo(filled(0x00, 0x33, 0xcc));
  }

  @Test
  void transparencyIsDropped() throws IOException {
    BufferedImage image = filled(BufferedImage.TYPE_4BYTE_ABGR, 0x8020a0e0);

    assertThat(decode(JpegImages.encoded("png", image))).isEqualTo(filled(0x20, 0xa0, 0xe0));
  }

  @Test
  void greySamplesStayAsTheyAre() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    fill(image.getRaster(), 100);

    assertThat(decode(JpegImages.encoded("png", image))).isEqualTo(filled(100, 100, 100));
    assertThat(decode(JpegImages.encoded("jpg", image))).isEqualTo(filled(100, 100, 100));
  }

  @Test
  void greySamplesOfSixteenBitsAndOfOneAreBroughtToEight() throws IOException {
    BufferedImage fine = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    fill(fine.getRaster(), 0x8080);
    BufferedImage coarse = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    fill(coarse.getRaster(), 1);

    assertThat(decode(JpegImages.encoded("png", fine))).isEqualTo(filled(128, 128, 128));
    assertThat(decode(JpegImages.encoded("png", coarse))).isEqualTo(filled(255, 255, 255));
  }

  @Test
  void aJpegIsRedGreenAndBlue() throws IOException {
    BufferedImage image = filled(BufferedImage.TYPE_3BYTE_BGR, COLOUR);

    Raster decoded = decode(JpegImages.encoded("jpg", image));

    assertClose(decoded, 0x20, 0xa0, 0xe0, 4);
  }

  @Test
  void aJpegInCmykIsTurnedToRedGreenAndBlue() throws IOException {
    int[] red = {255, 0, 0, 255}; // no cyan, all magenta and yellow, no black: stored inverted

    Raster decoded = decode(cmyk(red));

    assertThat(decoded.is(HEIGHT, WIDTH, 3)).isTrue();
    assertThat(Byte.toUnsignedInt(decoded.values()[0])).isGreaterThan(200);
    assertThat(Byte.toUnsignedInt(decoded.values()[1])).isLessThan(80);
    assertThat(Byte.toUnsignedInt(decoded.values()[2])).isLessThan(80);
  }

  @ParameterizedTest
  @CsvSource({"green.jpg, 39, 200, 60", "red.jpg, 200, 50, 51"})
  void aJpegWithAProfileHasTheColoursThatPillowGivesIt(String file, int red, int green, int blue)
      throws IOException {
    Raster decoded;
    try (InputStream resource = ImageDecoderTest.class.getResourceAsStream("/images/" + file)) {
      decoded = decode(resource.readAllBytes());
    }

    assertThat(decoded.is(8, 8, 3)).isTrue();
    assertThat(Arrays.copyOf(decoded.values(), 3))
        .containsExactly((byte) red, (byte) green, (byte) blue);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aProfileInAnyNumberOfPartsChangesNoPixel(int parts) throws IOException {
    byte[] plain = JpegImages.encoded("jpg", filled(BufferedImage.TYPE_3BYTE_BGR, COLOUR));

    assertThat(decode(withProfile(plain, parts))).isEqualTo(decode(plain));
  }

  @Test
  void aProfileThatIsDamagedIsPassedOverToo() throws IOException {
    byte[] plain = JpegImages.encoded("jpg", filled(BufferedImage.TYPE_3BYTE_BGR, COLOUR));
    byte[] damaged = withProfile(plain, 1);
    Arrays.fill(damaged, 100, 400, (byte) 7);

    assertThat(decode(damaged)).isEqualTo(decode(plain));
  }

  @Test
  void aProfileInAGreyJpegChangesNoPixel() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    fill(image.getRaster(), 100);

    assertThat(decode(withProfile(JpegImages.encoded("jpg", image), 1)))
        .isEqualTo(filled(100, 100, 100));
  }

  @Test
  void aFileOfAnotherFormatIsRefused() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> decode(JpegImages.encoded("gif", filled(BufferedImage.TYPE_3BYTE_BGR, COLOUR))))
        .withMessage("it is neither a JPEG nor a PNG file");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> decode(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void aFileThatIsCutOffIsRefused(String format) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, Draws.of(1, i).below(1 << 24));
    }
    byte[] whole = JpegImages.encoded(format, image);

    for (int length : List.of(3, 40, whole.length / 2)) {
      assertThatExceptionOfType(IOException.class)
          .as("%d of %d bytes", length, whole.length)
          .isThrownBy(() -> decode(Arrays.copyOf(whole, length)));
    }
  }

  private static Raster decode(byte[] file) throws IOException {
    return ImageDecoder.decode(file, ImageLimits.STANDARD, Cancellation.ofThisThread());
  }

  /** A JPEG with a profile of linear light, which is far from its own, in parts of equal size. */
  private static byte[] withProfile(byte[] plain, int parts) throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    int length = (profile.length + parts - 1) / parts;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 2);
    for (int i = 0; i < parts; i++) {
      byte[] part =
          Arrays.copyOfRange(profile, i * length, Math.min(profile.length, (i + 1) * length));
      byte[] header =
          ByteBuffer.allocate(18)
              .putShort((short) 0xffe2)
              .putShort((short) (16 + part.length))
              .put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII))
              .put((byte) (i + 1))
              .put((byte) parts)
              .array();
      bytes.write(header);
      bytes.write(part);
    }
    bytes.write(plain, 2, plain.length - 2);
    return bytes.toByteArray();
  }

  private static BufferedImage filled(int type, int argb) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      image.setRGB(i % WIDTH, i / WIDTH, argb);
    }
    return image;
  }

  private static Raster filled(int red, int green, int blue) {
    byte[] values = new byte[HEIGHT * WIDTH * 3];
    for (int i = 0; i < values.length; i += 3) {
      values[i] = (byte) red;
      values[i + 1] = (byte) green;
      values[i + 2] = (byte) blue;
    }
    return new Raster(HEIGHT, WIDTH, 3, values);
  }

  private static void fill(WritableRaster raster, int... samples) {
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      raster.setPixel(i % WIDTH, i / WIDTH, samples);
    }
  }

  /** A JPEG of four channels with Adobe's mark that they are cyan, magenta, yellow and black. */
  private static byte[] cmyk(int... samples) throws IOException {
    WritableRaster raster =
        java.awt.image.Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, samples.length, null);
    fill(raster, samples);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    byte[] plain = bytes.toByteArray();
    return ByteBuffer.allocate(plain.length + ADOBE.length)
        .put(plain, 0, 2)
        .put(ADOBE)
        .put(plain, 2, plain.length - 2)
        .array();
  }

  private static void assertClose(Raster image, int red, int green, int blue, int tolerance) {
    assertThat(image.is(HEIGHT, WIDTH, 3)).isTrue();
    int[] colour = {red, green, blue};
    for (int i = 0; i < image.values().length; i++) {
      assertThat(Byte.toUnsignedInt(image.values()[i])).isCloseTo(colour[i % 3], within(tolerance));
    }
  }
}
