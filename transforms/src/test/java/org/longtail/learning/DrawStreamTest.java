package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a training draws, from a second implementation of its streams in Python. */
class DrawStreamTest {

  private static final DrawStream STREAM = new DrawStream(1, 2, "train");

  @Test
  void theImagesOfAnEpochAreTheSameOnAnyMachine() {
    assertThat(STREAM.images(3).provider().nextLong()).isEqualTo(5602161477810649339L);
  }

  @Test
  void theAugmentationOfAnEpochIsTheSameOnAnyMachine() {
    assertThat(STREAM.augmentation(3).provider().nextLong()).isEqualTo(1445709326643174518L);
  }
}
