package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFileTest {

  private static final int RECORD = 3074;

  private final Path file;

  CifarFileTest(@TempDir Path folder) {
    this.file = folder.resolve("train.bin");
  }

  @Test
  void labelsAreTheFineOnes() throws IOException {
    byte[] records = new byte[2 * RECORD];
    records[0] = 7;
    records[1] = 42;
    records[RECORD + 1] = 99;
    Files.write(file, records);

    assertThat(CifarFile.read(file).labels()).containsExactly(42, 99);
  }

  @Test
  void planesBecomePixelsRowByRow() throws IOException {
    byte[] record = new byte[RECORD];
    Arrays.fill(record, 2, 2 + 1024, (byte) 1);
    Arrays.fill(record, 2 + 1024, 2 + 2048, (byte) 2);
    Arrays.fill(record, 2 + 2048, RECORD, (byte) 3);
    record[2 + 1024 + 32 + 5] = 77; // green of row 1, column 5
    Files.write(file, record);

    Raster image = CifarFile.read(file).image(0);

    assertThat(image.is(32, 32, 3)).isTrue();
    assertThat(Arrays.copyOf(image.values(), 3)).containsExactly(1, 2, 3);
    assertThat(image.values()[(32 + 5) * 3 + 1]).isEqualTo((byte) 77);
  }

  @Test
  void aFileThatDoesNotEndWithARecordIsRefused() throws IOException {
    Files.write(file, new byte[RECORD + 1]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CifarFile.read(file))
        .withMessage(
            "%s has 3075 bytes: CIFAR-100's binary version has records of 3074; get the file again",
            file);
  }

  @Test
  void aLabelOutOfRangeIsRefusedByItsRecord() throws IOException {
    byte[] records = new byte[2 * RECORD];
    records[RECORD + 1] = 100;
    Files.write(file, records);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CifarFile.read(file))
        .withMessageContaining("record 1: fine label 100 must be in 0..99");
  }
}
