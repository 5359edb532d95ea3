package org.longtail.learning;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.longtail.schemas.Cancellation;

/**
 * The GPUs that this process sees, lent to one thread each. Which these are is for whoever starts
 * the process to say, with {@code CUDA_VISIBLE_DEVICES}: a step cannot know what else is on the
 * machine. A thread that has a GPU gets the same one again for its next network, and others that
 * nobody has for copies of a network that share its batches.
 */
final class DevicePool {

  private final int gpus;
  private final Map<Integer, Holder> holders = new HashMap<>();

  /** Who has a GPU, and for how many networks. */
  private record Holder(Thread thread, int networks) {}

  /** A pool of so many GPUs. */
  DevicePool(int gpus) {
    this.gpus = gpus;
  }

  /** The pool of this process. */
  static DevicePool ofProcess() {
    return OfProcess.POOL;
  }

  /** Made when it is first asked for, as that loads the engine. */
  private static final class OfProcess {
    private static final DevicePool POOL = new DevicePool(Engine.getInstance().getGpuCount());
  }

  /** A device that is one's own until it is given back. */
  interface Lease extends AutoCloseable {
    Device device();

    @Override
    void close();
  }

  /**
   * Takes a device; waits while other threads have all GPUs.
   *
   * @throws IllegalStateException if a GPU is asked for and there is none
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits
   */
  Lease take(DeviceChoice choice) {
    if (choice == DeviceChoice.GPU && gpus == 0) {
      throw new IllegalStateException(
          "device 'gpu': this process sees no GPU; start it with CUDA_VISIBLE_DEVICES set to one, with the NVIDIA driver and a build for it (./mvnw -Pcuda package), or choose 'auto' or 'cpu'");
    }
    return choice == DeviceChoice.CPU || gpus == 0 ? processor() : gpu(Thread.currentThread());
  }

  /**
   * Takes devices for copies of a network. Never waits: where no GPU is left that nobody has,
   * copies share those of whoever has the network.
   *
   * @param device where the network lives, lent by this pool
   * @return as many leases as there are copies
   */
  List<Lease> takeMore(Device device, int copies) {
    return IntStream.range(0, copies)
        .mapToObj(copy -> device.isGpu() ? oneMoreGpu(device.getDeviceId()) : processor())
        .toList();
  }

  private static Lease processor() {
    return new Lease() {
      @Override
      public Device device() {
        return Device.cpu();
      }

      @Override
      public void close() {}
    };
  }

  private synchronized Lease gpu(Thread thread) {
    OptionalInt number = own(thread);
    while (number.isEmpty()) {
      number = unused();
      if (number.isEmpty()) {
        awaitOne();
      }
    }
    return lend(number.getAsInt(), thread);
  }

  private synchronized Lease oneMoreGpu(int ofNetwork) {
    Thread holder = Objects.requireNonNull(holders.get(ofNetwork), "a lent GPU").thread();
    return lend(unused().orElseGet(() -> own(holder).orElseThrow()), holder);
  }

  private OptionalInt unused() {
    return IntStream.range(0, gpus).filter(i -> !holders.containsKey(i)).findFirst();
  }

  /** The GPU of a thread that has the fewest networks of those that it has. */
  private OptionalInt own(Thread thread) {
    return holders.entrySet().stream()
        .filter(holder -> holder.getValue().thread() == thread)
        .min(
            Comparator.comparingInt(
                    (Map.Entry<Integer, Holder> holder) -> holder.getValue().networks())
                .thenComparing(Map.Entry.comparingByKey()))
        .stream()
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  private Lease lend(int taken, Thread thread) {
    holders.merge(
        taken, new Holder(thread, 1), (had, more) -> new Holder(thread, had.networks() + 1));
    return new Lease() {
      private boolean closed;

      @Override
      public Device device() {
        return Device.gpu(taken);
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          giveBack(taken);
        }
      }
    };
  }

  private void awaitOne() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw Cancellation.during("waiting for a GPU", e);
    }
  }

  private synchronized void giveBack(int number) {
    holders.computeIfPresent(
        number,
        (any, holder) ->
            holder.networks() == 1 ? null : new Holder(holder.thread(), holder.networks() - 1));
    notifyAll();
  }
}
