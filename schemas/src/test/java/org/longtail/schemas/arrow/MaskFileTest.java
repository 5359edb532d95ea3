package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskFileTest {

  private static final Provenance STAGE = Provenance.of(2, "medium");

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    file = folder.resolve("mask.arrow");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 1001})
  void everyThirdPositionComesBack(int size) throws IOException {
    assertComesBack(size, IntStream.range(0, size).filter(i -> i % 3 == 0).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 1001})
  void aMaskThatKeepsEverythingComesBack(int size) throws IOException {
    assertComesBack(size, IntStream.range(0, size).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1001})
  void aMaskThatKeepsNothingComesBack(int size) throws IOException {
    assertComesBack(size);
  }

  @Test
  void masksThatEndWithinAByteDoNotRunIntoEachOther() throws IOException {
    List<Mask> masks = List.of(mask("a", 3, 0, 1, 2), mask("b", 6), mask("c", 5, 0, 4));

    new MaskFile(STAGE, masks).write(file);

    assertThat(MaskFile.read(file).masks())
        .extracting(Mask::keep)
        .containsExactly(masks.get(0).keep(), masks.get(1).keep(), masks.get(2).keep());
  }

  @Test
  void provenanceNamesAndShapesComeBack() throws IOException {
    Mask mask = new Mask("layer1.0.conv1.weight", new long[] {2, 3, 1, 1}, new BitSet());

    new MaskFile(STAGE.at(0.3), List.of(mask)).write(file);

    MaskFile read = MaskFile.read(file);
    assertThat(read.provenance()).isEqualTo(STAGE.at(0.3));
    assertThat(read.masks()).extracting(Mask::name).containsExactly("layer1.0.conv1.weight");
    assertThat(read.masks()).extracting(Mask::shape).containsExactly(new long[] {2, 3, 1, 1});
  }

  private void assertComesBack(int size, int... kept) throws IOException {
    Mask mask = mask("conv1.weight", size, kept);

    new MaskFile(STAGE, List.of(mask)).write(file);

    Mask read = MaskFile.read(file).masks().get(0);
    assertThat(read.keep()).isEqualTo(mask.keep());
    assertThat(read.size()).isEqualTo(size);
  }

  private static Mask mask(String name, int size, int... kept) {
    BitSet keep = new BitSet();
    IntStream.of(kept).forEach(keep::set);
    return new Mask(name, new long[] {size}, keep);
  }
}
