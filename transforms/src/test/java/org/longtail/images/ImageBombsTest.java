package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.schemas.Cancellation;

/** Files of a few kB that would take all of the memory, or hours. */
@Tag("elsewhere")
class ImageBombsTest {

  @Test
  void aJpegThatClaimsMorePixelsThanAreReadIsRefused() {
    assertRefused(
        ImageBombs.hollowJpeg(20_000, 20_000, 1000),
        "its header says 20000x20000 pixels, more than the 178956970 that are read (LONGTAIL_IMAGE_PIXELS sets how many)");
  }

  @Test
  void aPngThatHoldsMorePixelsThanAreReadIsRefused() {
    byte[] png = ImageBombs.png(20_000, 30_000);

    assertThat(png).hasSizeLessThan(100_000);
    assertRefused(
        png,
        "its header says 20000x30000 pixels, more than the 178956970 that are read (LONGTAIL_IMAGE_PIXELS sets how many)");
  }

  @Test
  void howManyPixelsAreReadCanBeSet() throws IOException {
    byte[] png = ImageBombs.png(40, 50);

    assertThat(decode(png, new ImageLimits(2000, Duration.ofDays(1))).is(40, 50, 3)).isTrue();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> decode(png, new ImageLimits(1999, Duration.ofDays(1))))
        .withMessageStartingWith("its header says 40x50 pixels, more than the 1999 that are read");
  }

  @Test
  void aJpegThatClaimsMoreThanItsBytesCanHoldIsRefused() {
    assertRefused(
        ImageBombs.hollowJpeg(12_000, 12_000, 1000),
        "its header says 12000x12000 pixels, more than its 1000 bytes can hold; get the file again");
  }

  @ParameterizedTest
  @CsvSource({"8, 2", "16, 6", "8, 3", "1, 0"})
  void aPngThatClaimsMoreThanItsBytesCanHoldIsRefused(int depth, int colours) {
    byte[] png = ImageBombs.png(12_000, 12_000, depth, colours, new byte[1000]);

    assertRefused(
        png,
        "its header says 12000x12000 pixels, more than its "
            + png.length
            + " bytes can hold; get the file again");
  }

  @Test
  void anImageOfOneColourIsDecodedHoweverSmallItsFile() throws IOException {
    Raster black = new Raster(2000, 2000, 3, new byte[2000 * 2000 * 3]);

    assertThat(decode(ImageBombs.png(2000, 2000), ImageLimits.STANDARD)).isEqualTo(black);
    assertThat(decode(ImageBombs.jpeg(2000, 2000, 2), ImageLimits.STANDARD).is(2000, 2000, 3))
        .isTrue();
  }

  @Test
  void aJpegOfMoreScansThanAnyEncoderWritesIsRefused() {
    assertRefused(
        ImageBombs.jpeg(16, 16, 300),
        "it has 300 scans, more than the 100 that are read; save it as a baseline JPEG");
  }

  @Test
  void aJpegOfManyScansIsDecoded() throws IOException {
    assertThat(decode(ImageBombs.jpeg(16, 16, 100), ImageLimits.STANDARD).is(16, 16, 3)).isTrue();
  }

  @Test
  void scansOfAThumbnailAreNoneOfTheImage() {
    byte[] plain = ImageBombs.jpeg(16, 16, 3);
    byte[] thumbnail = ImageBombs.jpeg(8, 8, 50);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 2);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(0xffe10000 | 2 + thumbnail.length).array());
    bytes.writeBytes(thumbnail);
    bytes.write(plain, 2, plain.length - 2);

    assertThat(JpegScans.count(bytes.toByteArray())).isEqualTo(3);
  }

  @Test
  void scansOfAJpegThatIsCutOffAreCountedAsFarAsItGoes() {
    byte[] whole = ImageBombs.jpeg(16, 16, 3);

    for (int length = 0; length <= whole.length; length++) {
      assertThat(JpegScans.count(Arrays.copyOf(whole, length))).isBetween(0, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"jpeg", "png"})
  void anImageThatTakesTooLongIsGivenUpWithAnError(String format) {
    byte[] file =
        format.equals("png") ? ImageBombs.png(2000, 2000) : ImageBombs.jpeg(2000, 2000, 20);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> decode(file, new ImageLimits(4_000_000, Duration.ofNanos(1))))
        .withMessage(
            "it was given up after 0 s of processor time (LONGTAIL_IMAGE_SECONDS sets how many)");
  }

  @Test
  void anImageIsGivenUpWhenWhoeverComputesWithItIsInterrupted() {
    LabelledImages images = new InterruptingImages(1).split(1);

    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> images.image(0));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aBombIsNamedBeforeAnythingIsMadeOfTheImages(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("wide.png"), ImageBombs.png(20_000, 30_000));
    Files.write(folder.resolve("slow.jpg"), ImageBombs.jpeg(16, 16, 300));
    Path list = Files.write(folder.resolve("list.txt"), List.of("wide.png 0", "slow.jpg 0"));
    LabelledImages images = ImageList.read(list, folder).images(16);

    assertThatIllegalArgumentException()
        .isThrownBy(images::checkDecodable)
        .withMessageContaining(
            "line 1: %s cannot be decoded: its header says 20000x30000 pixels",
            folder.resolve("wide.png"))
        .withMessageContaining(
            "line 2: %s cannot be decoded: it has 300 scans", folder.resolve("slow.jpg"))
        .withMessageEndingWith("; replace these files, or take them off the list");
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> decode(file, ImageLimits.STANDARD))
        .withMessage(message);
  }

  private static Raster decode(byte[] file, ImageLimits limits) throws IOException {
    return ImageDecoder.decode(file, limits, Cancellation.ofThisThread());
  }
}
