package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.NetworkSpec;

class PixelWriterTest {

  private static final int HEIGHT = 3;
  private static final int WIDTH = 4;

  /** Writes pixel values as they are, but for a factor of 255: easy to recognise. */
  private static final NetworkSpec.Input RAW =
      new NetworkSpec.Input(2, HEIGHT, WIDTH, List.of(0f, 0f), List.of(1f, 1f));

  private static final NetworkSpec.Input NORMALISED =
      new NetworkSpec.Input(2, 1, 1, List.of(0.5f, 0.25f), List.of(0.25f, 0.5f));

  @Test
  void pixelsAreNormalisedByChannel() {
    float[] batch = new float[2];

    Augmentation.NONE
        .writer(NORMALISED)
        .writePlain(new Raster(1, 1, 2, new byte[] {(byte) 255, 51}), batch, 0);

    assertThat(batch).containsExactly(new float[] {2f, -0.1f}, within(1e-6f));
  }

  @Test
  void paddingIsBlackBeforeItIsNormalised() {
    NetworkSpec.Input input =
        new NetworkSpec.Input(2, 2, 2, List.of(0.5f, 0.25f), List.of(0.25f, 0.5f));
    byte[] white = new byte[8];
    Arrays.fill(white, (byte) 255);
    Set<List<Float>> seen = new HashSet<>();
    float[] batch = new float[8];

    for (int i = 0; i < 50; i++) {
      new Augmentation(1, false)
          .writer(input)
          .writeAugmented(new Raster(2, 2, 2, white), Draws.of(1, i), batch, 0);
      IntStream.range(0, 4).forEach(at -> seen.add(List.of(batch[2 * at], batch[2 * at + 1])));
    }

    assertThat(seen).containsExactlyInAnyOrder(List.of(2f, 1.5f), List.of(-2f, -0.5f));
  }

  @Property
  void anAugmentedImageIsACropOfThePaddedImagePerhapsMirrored(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int padding, @ForAll boolean flip) {
    byte[] image = image();
    float[] batch = new float[image.length];

    new Augmentation(padding, flip)
        .writer(RAW)
        .writeAugmented(new Raster(HEIGHT, WIDTH, 2, image), Draws.of(seed, "crop"), batch, 0);

    assertThat(raw(batch)).isIn(crops(image, padding, flip));
  }

  @Test
  void everyCropComesUpMirroredAndNot() {
    byte[] image = image();
    PixelWriter writer = new Augmentation(1, true).writer(RAW);
    float[] batch = new float[image.length];
    Set<List<Integer>> seen = new HashSet<>();

    for (int i = 0; i < 500; i++) {
      writer.writeAugmented(new Raster(HEIGHT, WIDTH, 2, image), Draws.of(1, i), batch, 0);
      seen.add(raw(batch));
    }

    assertThat(seen).containsExactlyInAnyOrderElementsOf(crops(image, 1, true));
  }

  @Test
  void theSameDrawsGiveTheSameImage() {
    PixelWriter writer = new Augmentation(2, true).writer(RAW);
    float[] once = new float[24];
    float[] again = new float[24];

    writer.writeAugmented(raster(), Draws.of(9, "view"), once, 0);
    writer.writeAugmented(raster(), Draws.of(9, "view"), again, 0);

    assertThat(again).isEqualTo(once);
  }

  @Test
  void withoutAugmentationNothingIsDrawnAndTheImageStaysAsItIs() {
    Draws draws = Draws.of(1, "none");
    float[] augmented = new float[24];
    float[] plain = new float[24];
    PixelWriter writer = Augmentation.NONE.writer(RAW);

    writer.writeAugmented(raster(), draws, augmented, 0);
    writer.writePlain(raster(), plain, 0);

    assertThat(augmented).isEqualTo(plain);
    assertThat(draws.uniform()).isEqualTo(Draws.of(1, "none").uniform());
  }

  @Property
  void onlyTheImagesOwnPartOfTheBatchIsWritten(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int place) {
    PixelWriter writer = new Augmentation(2, true).writer(RAW);
    float[] batch = new float[3 * writer.length()];
    Arrays.fill(batch, -1);

    writer.writeAugmented(raster(), Draws.of(seed), batch, place * writer.length());

    assertThat(IntStream.range(0, batch.length))
        .allMatch(i -> (batch[i] == -1) == (i / writer.length() != place));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void anImageThatDoesNotFitTheBatchIsRefused(int offset) {
    PixelWriter writer = Augmentation.NONE.writer(RAW);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.writePlain(raster(), new float[24], offset))
        .withMessage("image at offset %d of a batch of 24 floats: must be in 0..0", offset);
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    PixelWriter writer = Augmentation.NONE.writer(RAW);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                writer.writeAugmented(
                    new Raster(4, 3, 2, new byte[24]), Draws.of(1), new float[24], 0))
        .withMessageStartingWith("image of 4x3x2: the network takes 3x4x2");
  }

  @Test
  void aNegativePaddingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Augmentation(-1, true))
        .withMessage("augmentation: padding -1 must be at least 0");
  }

  @Test
  void aPaddingThatCouldPushTheImageOutIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Augmentation(3, true).writer(RAW))
        .withMessage("augmentation: padding 3 must be less than the sides of images of 3x4 pixels");
  }

  private static Raster raster() {
    return new Raster(HEIGHT, WIDTH, 2, image());
  }

  /** No two values are equal and none is the padding's. */
  private static byte[] image() {
    byte[] image = new byte[HEIGHT * WIDTH * 2];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (255 - 7 * i);
    }
    return image;
  }

  private static List<Integer> raw(float[] batch) {
    return IntStream.range(0, batch.length).mapToObj(i -> Math.round(batch[i] * 255)).toList();
  }

  /** Every crop, by way of a padded copy. */
  private static Set<List<Integer>> crops(byte[] image, int padding, boolean flip) {
    int[][][] padded = new int[HEIGHT + 2 * padding][WIDTH + 2 * padding][2];
    for (int i = 0; i < image.length; i++) {
      padded[padding + i / 2 / WIDTH][padding + i / 2 % WIDTH][i % 2] =
          Byte.toUnsignedInt(image[i]);
    }
    Set<List<Integer>> crops = new HashSet<>();
    for (int crop = 0; crop < (2 * padding + 1) * (2 * padding + 1); crop++) {
      int top = crop / (2 * padding + 1);
      int left = crop % (2 * padding + 1);
      crops.add(cropped(i -> padded[top + i / 2 / WIDTH][left + i / 2 % WIDTH][i % 2]));
      if (flip) {
        crops.add(
            cropped(i -> padded[top + i / 2 / WIDTH][left + WIDTH - 1 - i / 2 % WIDTH][i % 2]));
      }
    }
    return crops;
  }

  private static List<Integer> cropped(IntUnaryOperator value) {
    return IntStream.range(0, HEIGHT * WIDTH * 2).map(value).boxed().toList();
  }
}
