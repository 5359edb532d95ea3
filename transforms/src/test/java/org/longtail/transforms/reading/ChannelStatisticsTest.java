package org.longtail.transforms.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.longtail.images.LabelledImages;

class ChannelStatisticsTest {

  @Test
  void meanAndDeviationAreMeasuredChannelByChannel() {
    byte[] twoPixelsOfTwoChannels = {0, 51, (byte) 255, 51};
    byte[] twoMore = {0, (byte) 153, (byte) 255, (byte) 153};

    ChannelStatistics statistics =
        ChannelStatistics.of(
            new LabelledImages(
                2, 1, 2, new int[] {0, 1}, new byte[][] {twoPixelsOfTwoChannels, twoMore}));

    assertThat(statistics.mean().get(0)).isCloseTo(0.5f, within(1e-6f));
    assertThat(statistics.mean().get(1)).isCloseTo(0.4f, within(1e-6f));
    assertThat(statistics.std().get(0)).isCloseTo(0.5f, within(1e-6f));
    assertThat(statistics.std().get(1)).isCloseTo(0.2f, within(1e-6f));
  }
}
