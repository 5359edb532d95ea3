package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;

/**
 * What a gradient is computed from outlives the way back: the engine takes numbers from buffers of
 * Java, without a copy, and Java frees those that nobody refers to.
 */
class CollectedGarbageTest {

  private static final int[] WHICH = {0, 1, 30};
  private static final float[] WEIGHTS = {0.5f, 0.3f, 0.2f};
  private static final int BUFFERS = 10_000;

  private final CompensationLoss loss = new CompensationLoss(new double[] {0.4, 0.3, 0.2, 0.1});

  @Test
  void theMeanOfLossesHasTheSameGradient() {
    assertSameGradients(loss::mean);
  }

  @Test
  void aPartOfABatchHasTheSameGradient() {
    assertSameGradients((logits, labels) -> loss.share(logits, labels, 7));
  }

  @Test
  void aWeightedSumOfLossesHasTheSameGradient() {
    assertSameGradients((logits, labels) -> loss.sum(logits, labels, WEIGHTS));
  }

  private static void assertSameGradients(BiFunction<NDArray, int[], NDArray> scalar) {
    try (Network network = TinyNetworks.initialised(3)) {
      List<List<Integer>> undisturbed = gradients(network, scalar, () -> {});

      assertThat(gradients(network, scalar, CollectedGarbageTest::collectGarbage))
          .isEqualTo(undisturbed);
    }
  }

  /** The gradients, as bits, where something happens between the way there and the way back. */
  private static List<List<Integer>> gradients(
      Network network, BiFunction<NDArray, int[], NDArray> scalar, Runnable between) {
    ImageBatches batches = TinyNetworks.batches(Augmentation.NONE);
    try (NDManager batch = network.newBatch();
        GradientScope gradients = GradientScope.record()) {
      NDArray logits = network.logits(batches.plain(batch, WHICH), false);
      NDArray result = scalar.apply(logits, batches.labels(WHICH));
      between.run();
      gradients.backward(result);
    }
    List<List<Integer>> bits = Gradients.take(network).stream().map(TinyNetworks::bits).toList();
    assertThat(bits).allSatisfy(tensor -> assertThat(tensor).anyMatch(value -> value != 0));
    return bits;
  }

  /** Frees every buffer that nobody refers to, and writes to the memory that they had. */
  private static void collectGarbage() {
    UnreachableBuffers.free();
    for (int i = 0; i < BUFFERS; i++) {
      ByteBuffer.allocateDirect(Long.BYTES).putLong(0x4242424242424242L);
    }
  }
}
