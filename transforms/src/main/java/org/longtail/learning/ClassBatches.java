package org.longtail.learning;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The training images class by class, for importance; every image once, not augmented. */
public final class ClassBatches implements ClassImages {

  private static final int BATCH_SIZE = 128;

  private final Network network;
  private final ImageBatches batches;

  public ClassBatches(Network network, ImageBatches batches) {
    this.network = network;
    this.batches = batches;
  }

  @Override
  public void forEach(int label, Visitor visitor) {
    int[] labels = batches.images().labels();
    int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    for (int from = 0; from < members.length; from += BATCH_SIZE) {
      int[] which = Arrays.copyOfRange(members, from, Math.min(members.length, from + BATCH_SIZE));
      try (NDManager manager = network.newBatch()) {
        visitor.visit(batches.plain(manager, which), batches.labels(which));
      }
    }
  }
}
