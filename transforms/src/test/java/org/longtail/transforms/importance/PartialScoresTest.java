package org.longtail.transforms.importance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;

class PartialScoresTest {

  @Property(tries = 200)
  void everyClassOfTheGroupIsInOnePart(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 1, max = 9000) Long> counts) {
    List<List<Long>> shards =
        PartialScores.shards(sampling(counts.stream().mapToLong(Long::longValue).toArray()));

    assertThat(shards).hasSizeBetween(1, 16).noneMatch(List::isEmpty);
    assertThat(shards.stream().flatMap(List::stream))
        .containsExactlyElementsOf(LongStream.range(0, counts.size()).boxed().toList());
  }

  private static SamplingFile sampling(long[] counts) {
    return new SamplingFile(
        Provenance.of(1, "all"),
        IntStream.range(0, counts.length)
            .mapToObj(
                y ->
                    new SamplingFile.Row(
                        y,
                        "class " + y,
                        counts[y],
                        "all",
                        1.0 / counts.length,
                        1.0 / counts.length))
            .toList());
  }
}
