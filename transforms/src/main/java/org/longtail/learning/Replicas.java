package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network and its copies that share batches out among themselves: data parallelism. How many
 * parts there are is for the training's settings to say, as batch norm sees one part at a time and
 * results depend on it; on how many devices the copies are is not, and changes nothing of what is
 * computed.
 *
 * <p>A batch is cut into parts of equal size, the first ones larger by one image where it does not
 * come out even. The first part passes through the network itself, each other one through a copy
 * that is made of it for this batch. The gradient is that of the mean loss over the whole batch;
 * batch norm's running statistics are the means of those that the parts left.
 */
final class Replicas implements AutoCloseable {

  private final Network network;
  private final List<DevicePool.Lease> leases;

  private Replicas(Network network, List<DevicePool.Lease> leases) {
    this.network = network;
    this.leases = leases;
  }

  /**
   * A network and its copies.
   *
   * @param count of all together, at least 1
   */
  static Replicas of(Network network, int count) {
    return new Replicas(network, network.devicesOfCopies(count - 1));
  }

  /** What a part of a batch loses. */
  @FunctionalInterface
  interface PartLoss {

    /**
     * The loss of some images, as a share of that of the whole batch.
     *
     * @param replica what the images pass through
     * @param which numbers of the images
     * @return a scalar
     */
    NDArray of(Replica replica, int[] which);
  }

  /**
   * Adds the gradients of a batch to those of the network's tensors.
   *
   * @param which numbers of the batch's images
   * @return the loss of the batch: the sum of those of its parts
   */
  double gradients(int[] which, PartLoss loss) {
    try (NDManager batch = network.newBatch();
        GradientScope gradients = GradientScope.record()) {
      int parts = Math.min(1 + leases.size(), which.length);
      // Before the first part changes the running statistics that the copies begin with.
      List<Replica> copies =
          leases.stream()
              .limit(parts - 1)
              .map(lease -> Replica.copyOf(network, lease.device(), batch))
              .toList();
      // All is handed to the devices before any result is waited for: so they work side by side.
      List<NDArray> losses = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        Replica replica = part == 0 ? Replica.itself(network, batch) : copies.get(part - 1);
        NDArray share = loss.of(replica, part(which, part, parts));
        gradients.backward(share);
        share.attach(batch);
        losses.add(share);
        replica.manager().close(); // what was computed on the way need not wait for the other parts
      }
      addGradients(copies);
      averageStatistics(copies);
      return losses.stream().mapToDouble(NDArray::getFloat).sum();
    }
  }

  private void addGradients(List<Replica> copies) {
    try (GradientScope.Pause pause = GradientScope.pause()) {
      for (NamedParameter trained : network.trained()) {
        for (Replica copy : copies) {
          try (NDArray sum = trained.array().getGradient()) {
            NDArray gradient = copy.value(trained.parameter()).getGradient();
            sum.addi(gradient.toDevice(sum.getDevice(), false));
          }
        }
      }
    }
  }

  /** Sets the running statistics to the mean of those that the network and its copies have. */
  private void averageStatistics(List<Replica> copies) {
    if (copies.isEmpty()) {
      return;
    }
    try (GradientScope.Pause pause = GradientScope.pause()) {
      for (NamedParameter statistic : network.statistics()) {
        NDArray mean = statistic.array();
        for (Replica copy : copies) {
          mean.addi(copy.value(statistic.parameter()).toDevice(mean.getDevice(), false));
        }
        mean.divi(1 + copies.size());
      }
    }
  }

  private static int[] part(int[] which, int part, int parts) {
    return Arrays.copyOfRange(which, start(which, part, parts), start(which, part + 1, parts));
  }

  private static int start(int[] which, int part, int parts) {
    int larger = which.length % parts;
    return part * (which.length / parts) + Math.min(part, larger);
  }

  @Override
  public void close() {
    leases.forEach(DevicePool.Lease::close);
  }
}
