package org.longtail.transforms.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.learning.FreePositions;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

class KeptPositionsTest {

  /** A position of a tensor: its score in two rounds of pruning, and whether it is the stage's. */
  private record Position(float score, float later, boolean own) {}

  /** The tensors that are pruned, each a list of positions. */
  private record Layers(List<List<Position>> tensors) {

    List<Tensor> scores() {
      return tensors(false);
    }

    List<Tensor> laterScores() {
      return tensors(true);
    }

    private List<Tensor> tensors(boolean later) {
      List<Tensor> scores = new ArrayList<>();
      for (int t = 0; t < tensors.size(); t++) {
        List<Position> positions = tensors.get(t);
        float[] values = new float[positions.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = later ? positions.get(i).later() : positions.get(i).score();
        }
        scores.add(new Tensor("layer" + t, new long[] {1, values.length}, values));
      }
      return scores;
    }

    List<Mask> ownMasks() {
      List<Mask> masks = new ArrayList<>();
      for (int t = 0; t < tensors.size(); t++) {
        List<Position> positions = tensors.get(t);
        BitSet bits = new BitSet();
        for (int i = 0; i < positions.size(); i++) {
          bits.set(i, positions.get(i).own());
        }
        masks.add(new Mask("layer" + t, new long[] {1, positions.size()}, bits));
      }
      return masks;
    }

    FreePositions own() {
      return FreePositions.of(ownMasks());
    }

    List<Mask> kept(double gamma, Scope scope) {
      return KeptPositions.at(scores(), own(), own(), gamma, scope);
    }
  }

  @Provide
  Arbitrary<Layers> layers() {
    Arbitrary<Float> score = Arbitraries.of(0f, -0f, 0.25f, 0.5f, 1f, 3f, Float.MIN_VALUE);
    Arbitrary<Position> position =
        Combinators.combine(score, score, Arbitraries.of(true, true, true, false))
            .as(Position::new);
    return position
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(Layers::new);
  }

  @Property(tries = 300)
  void globallyExactlyTheFloorOfGammaNIsRemoved(
      @ForAll("layers") Layers layers, @ForAll @DoubleRange(min = 0, max = 0.99) double gamma) {
    long own = size(layers.ownMasks());

    assertThat(size(layers.kept(gamma, Scope.GLOBAL)))
        .isEqualTo(own - (long) Math.floor(gamma * own));
  }

  @Property(tries = 300)
  void byLayerExactlyTheFloorOfGammaNIsRemovedFromEach(
      @ForAll("layers") Layers layers, @ForAll @DoubleRange(min = 0, max = 0.99) double gamma) {
    List<Mask> kept = layers.kept(gamma, Scope.LAYER);

    for (int t = 0; t < kept.size(); t++) {
      long own = layers.ownMasks().get(t).keep().cardinality();
      assertThat(kept.get(t).keep().cardinality())
          .isEqualTo((int) (own - (long) Math.floor(gamma * own)));
    }
  }

  @Property(tries = 300)
  void onlyPositionsOfTheStageAreKept(
      @ForAll("layers") Layers layers,
      @ForAll Scope scope,
      @ForAll @DoubleRange(min = 0, max = 0.99) double gamma) {
    assertWithin(layers.kept(gamma, scope), layers.ownMasks());
  }

  @Property(tries = 300)
  void whatALargerGammaKeepsASmallerOneKeepsToo(
      @ForAll("layers") Layers layers,
      @ForAll Scope scope,
      @ForAll @DoubleRange(min = 0, max = 0.99) double one,
      @ForAll @DoubleRange(min = 0, max = 0.99) double other) {
    assertWithin(
        layers.kept(Math.max(one, other), scope), layers.kept(Math.min(one, other), scope));
  }

  @Property(tries = 300)
  void nothingIsRemovedThatScoresMoreThanSomethingKept(
      @ForAll("layers") Layers layers, @ForAll @DoubleRange(min = 0, max = 0.99) double gamma) {
    List<Mask> kept = layers.kept(gamma, Scope.GLOBAL);

    float leastKept = Float.POSITIVE_INFINITY;
    float mostRemoved = Float.NEGATIVE_INFINITY;
    for (int t = 0; t < kept.size(); t++) {
      BitSet own = layers.ownMasks().get(t).keep();
      for (int i = own.nextSetBit(0); i >= 0; i = own.nextSetBit(i + 1)) {
        float score = layers.tensors().get(t).get(i).score();
        if (kept.get(t).keep().get(i)) {
          leastKept = Math.min(leastKept, score);
        } else {
          mostRemoved = Math.max(mostRemoved, score + 0f);
        }
      }
    }
    assertThat(mostRemoved <= leastKept).isTrue();
  }

  @Property(tries = 300)
  void whatIsRemovedNeverComesBackWhateverItScoresLater(
      @ForAll("layers") Layers layers,
      @ForAll Scope scope,
      @ForAll @DoubleRange(min = 0, max = 0.99) double one,
      @ForAll @DoubleRange(min = 0, max = 0.99) double other) {
    double gamma = Math.max(one, other);
    List<Mask> before = layers.kept(Math.min(one, other), scope);

    List<Mask> after =
        KeptPositions.at(
            layers.laterScores(), layers.own(), FreePositions.of(before), gamma, scope);

    assertWithin(after, before);
    assertThat(size(after)).isEqualTo(size(layers.kept(gamma, scope)));
  }

  @Property(tries = 100)
  void aRatioThatIsReachedAlreadyRemovesNothing(
      @ForAll("layers") Layers layers,
      @ForAll Scope scope,
      @ForAll @DoubleRange(min = 0, max = 0.99) double gamma) {
    List<Mask> before = layers.kept(gamma, scope);

    List<Mask> after =
        KeptPositions.at(
            layers.laterScores(), layers.own(), FreePositions.of(before), gamma / 2, scope);

    assertThat(after).extracting(Mask::keep).isEqualTo(before.stream().map(Mask::keep).toList());
  }

  @Test
  void ofEqualScoresTheFirstPositionsOfTheFirstTensorsAreRemoved() {
    List<Mask> kept = equalScores(3, 4).kept(0.75, Scope.GLOBAL);

    assertThat(kept.get(0).keep().stream()).isEmpty();
    assertThat(kept.get(1).keep().stream()).containsExactly(2, 3);
  }

  @Test
  void ofEqualScoresTheFirstPositionsOfEachLayerAreRemoved() {
    List<Mask> kept = equalScores(4, 2).kept(0.5, Scope.LAYER);

    assertThat(kept.get(0).keep().stream()).containsExactly(2, 3);
    assertThat(kept.get(1).keep().stream()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aGammaOutsideOfZeroToOneIsRefused(double gamma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> equalScores(2).kept(gamma, Scope.GLOBAL))
        .withMessage(String.format(Locale.ROOT, "gamma %s: must be in [0, 1)", gamma));
  }

  @Test
  void aScoreThatIsNoNumberIsRefusedWithItsTensor() {
    Layers layers =
        new Layers(
            List.of(
                List.of(new Position(1f, 1f, true)),
                List.of(new Position(2f, 2f, true), new Position(Float.NaN, 1f, true))));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> layers.kept(0.5, Scope.GLOBAL))
        .withMessageContaining("tensor 'layer1'")
        .withMessageContaining("position 1");
  }

  @Test
  void scoresOfATensorThatIsNotDecoupledAreRefused() {
    List<Tensor> scores = List.of(new Tensor("bn1.bias", new long[] {1}, new float[1]));
    FreePositions nothing = FreePositions.of(List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeptPositions.at(scores, nothing, nothing, 0.5, Scope.GLOBAL))
        .withMessageContaining("'bn1.bias'");
  }

  private static Layers equalScores(int... sizes) {
    List<List<Position>> tensors = new ArrayList<>();
    for (int size : sizes) {
      tensors.add(Collections.nCopies(size, new Position(0.5f, 0.5f, true)));
    }
    return new Layers(tensors);
  }

  private static long size(List<Mask> masks) {
    return masks.stream().mapToLong(mask -> mask.keep().cardinality()).sum();
  }

  private static void assertWithin(List<Mask> inner, List<Mask> outer) {
    for (int t = 0; t < inner.size(); t++) {
      BitSet beyond = (BitSet) inner.get(t).keep().clone();
      beyond.andNot(outer.get(t).keep());
      assertThat(beyond.stream()).as(inner.get(t).name()).isEmpty();
    }
  }
}
