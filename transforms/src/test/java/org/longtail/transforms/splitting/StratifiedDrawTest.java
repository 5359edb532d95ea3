package org.longtail.transforms.splitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StratifiedDrawTest {

  @Property(tries = 200)
  void everyClassGivesItsShareAndKeepsAnImage(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 2, max = 200) Integer> counts,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double share,
      @ForAll long seed) {
    int[] labels = labels(counts);

    BitSet heldOut = new StratifiedDraw(share, seed).heldOut(labels, names(counts.size()));

    for (int y = 0; y < counts.size(); y++) {
      int label = y;
      long drawn = heldOut.stream().filter(i -> labels[i] == label).count();
      long wanted = Math.max(1, Math.round(share * counts.get(y)));
      assertThat(drawn).isEqualTo(Math.min(wanted, counts.get(y) - 1)).isPositive();
    }
  }

  @Property(tries = 50)
  void aClassIsDrawnFromAlike(@ForAll @IntRange(min = 2, max = 60) int images) {
    int[] labels = labels(List.of(images));
    BitSet seen = new BitSet();
    for (int seed = 0; seed < 40 * images; seed++) {
      seen.or(new StratifiedDraw(0.5, seed).heldOut(labels, names(1)));
    }

    assertThat(seen.cardinality()).isEqualTo(images);
  }

  /**
   * The first of an order that a second implementation drew, in Python, from the class's stream.
   */
  @Test
  void theImagesOfASeedAreTheSameOnAnyMachine() {
    BitSet heldOut = new StratifiedDraw(0.3, 7).heldOut(labels(List.of(10, 10)), names(2));

    assertThat(heldOut.stream()).containsExactly(5, 7, 8, 15, 17, 19);
  }

  @Test
  void theSameSeedDrawsTheSameImagesWhateverTheOtherClassesAre() {
    BitSet alone = new StratifiedDraw(0.3, 7).heldOut(labels(List.of(50)), names(1));
    BitSet together = new StratifiedDraw(0.3, 7).heldOut(labels(List.of(50, 90)), names(2));

    assertThat(together.get(0, 50)).isEqualTo(alone);
    assertThat(new StratifiedDraw(0.3, 8).heldOut(labels(List.of(50)), names(1)))
        .isNotEqualTo(alone);
  }

  @Test
  void everyClassWithTooFewImagesIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new StratifiedDraw(0.1, 1)
                    .heldOut(labels(List.of(1, 5, 0)), List.of("shirt", "coat", "boot")))
        .withMessageContaining("class 0 (shirt) has 1, class 2 (boot) has 0")
        .withMessageContaining("add images");
  }

  private static int[] labels(List<Integer> counts) {
    return IntStream.range(0, counts.size())
        .flatMap(y -> IntStream.generate(() -> y).limit(counts.get(y)))
        .toArray();
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
