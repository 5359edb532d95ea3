package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.longtail.schemas.store.StoreException;

/** Tensors that are well-formed and still must not be computed with. */
class RefusedTensorsTest {

  private static final Provenance STAGE = Provenance.of(1, "many");
  private static final Tensor BIAS = new Tensor("fc.bias", new long[] {2}, new float[] {1, 2});
  private static Path file = Path.of("");

  /** Writes a file of tensors, and reads one. */
  record Kind(String name, Layouts.Reading reading, Writing writing) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Writes tensors. */
  @FunctionalInterface
  interface Writing {
    void write(List<Tensor> tensors) throws IOException;
  }

  @BeforeContainer
  static void nameTheFile() throws IOException {
    file = Files.createTempFile("tensors", ".arrow");
  }

  @AfterContainer
  static void deleteTheFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 300)
  void aValueThatIsNoNumberIsRefusedByTensorAndPosition(
      @ForAll("kinds") Kind kind,
      @ForAll("noNumbers") float value,
      @ForAll @IntRange(min = 1, max = 40_000) int size,
      @ForAll @IntRange(max = 39_999) int place)
      throws IOException {
    float[] values = new float[size];
    int position = place % size;
    values[position] = value;

    kind.writing().write(List.of(BIAS, new Tensor("fc.weight", new long[] {size}, values)));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> kind.reading().from(file))
        .withMessageStartingWith(file + ": tensor '")
        .withMessageContaining("fc.weight' is " + value + " at position " + position + ";")
        .withMessageEndingWith("every value must be a number, so make the file again");
  }

  @Property(tries = 300)
  void everyNumberIsRead(@ForAll @Size(min = 1, max = 50) List<@From("numbers") Float> values)
      throws IOException {
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }

    weights(List.of(new Tensor("fc.weight", new long[] {all.length}, all)));

    assertThat(WeightsFile.read(file).tensors().get(0).values()).containsExactly(all);
  }

  @Property
  void aTensorThatIsThereTwiceIsRefused(@ForAll("kinds") Kind kind) throws IOException {
    kind.writing()
        .write(List.of(BIAS, new Tensor("fc.weight", new long[] {0}, new float[0]), BIAS));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> kind.reading().from(file))
        .withMessageMatching(
            ".*: tensor '(weights.|momentum.)?fc.bias' is in the file twice; give each tensor one row");
  }

  @Example
  void aMaskThatIsThereTwiceIsRefused() throws IOException {
    Mask mask = new Mask("fc.weight", new long[] {3}, new BitSet());
    new MaskFile(STAGE, List.of(mask, mask)).write(file);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> MaskFile.read(file))
        .withMessage("%s: tensor 'fc.weight' is in the file twice; give each tensor one row", file);
  }

  @Provide
  Arbitrary<Kind> kinds() {
    return Arbitraries.of(
        Stream.of(
                new Kind("weights", WeightsFile::read, RefusedTensorsTest::weights),
                new Kind("importance", ImportanceFile::read, RefusedTensorsTest::importance),
                new Kind(
                    "weights of a checkpoint",
                    CheckpointFile::read,
                    tensors -> checkpoint(tensors, List.of())),
                new Kind(
                    "momentum of a checkpoint",
                    CheckpointFile::read,
                    tensors -> checkpoint(List.of(), tensors)))
            .toList());
  }

  @Provide
  Arbitrary<Float> noNumbers() {
    return Arbitraries.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }

  /** Of all bits that are numbers, and often the least and the greatest of them. */
  @Provide
  Arbitrary<Float> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite),
        Arbitraries.of(0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE));
  }

  private static void weights(List<Tensor> tensors) throws IOException {
    new WeightsFile(Layouts.network(), STAGE, tensors).write(file);
  }

  private static void importance(List<Tensor> tensors) throws IOException {
    new ImportanceFile(STAGE, "taylor", tensors).write(file);
  }

  private static void checkpoint(List<Tensor> weights, List<Tensor> momentum) throws IOException {
    new CheckpointFile("code", new Checkpoint("train", 1, 0.5, weights, momentum, List.of()))
        .write(file);
  }
}
