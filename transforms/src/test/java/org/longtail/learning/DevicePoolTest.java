package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.Device;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which device a network gets, in processes that see some GPUs or none. */
@Timeout(60) // a thread that waits for ever
class DevicePoolTest {

  @Test
  void withoutAGpuAutoIsTheProcessor() {
    assertThat(device(new DevicePool(0), DeviceChoice.AUTO)).isEqualTo(Device.cpu());
  }

  @Test
  void aGpuThatIsNotThereIsAnErrorThatSaysWhatToDo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new DevicePool(0).take(DeviceChoice.GPU))
        .withMessageContaining("sees no GPU")
        .withMessageContaining("CUDA_VISIBLE_DEVICES");
  }

  @Test
  void theProcessorIsTakenWhereItIsAskedForThoughThereAreGpus() {
    assertThat(device(new DevicePool(2), DeviceChoice.CPU)).isEqualTo(Device.cpu());
  }

  @Test
  void networksOfOneThreadShareItsGpu() {
    DevicePool pool = new DevicePool(2);
    try (DevicePool.Lease first = pool.take(DeviceChoice.AUTO);
        DevicePool.Lease second = pool.take(DeviceChoice.GPU)) {
      assertThat(first.device()).isEqualTo(Device.gpu(0)).isEqualTo(second.device());
    }
  }

  @Test
  void anotherThreadGetsAnotherGpu() {
    DevicePool pool = new DevicePool(2);
    try (DevicePool.Lease mine = pool.take(DeviceChoice.GPU)) {
      assertThat(CompletableFuture.supplyAsync(() -> device(pool, DeviceChoice.GPU)).join())
          .isEqualTo(Device.gpu(1))
          .isNotEqualTo(mine.device());
    }
  }

  @Test
  void aGpuIsLentAgainWhenTheLastNetworkOfItsThreadIsClosed() throws InterruptedException {
    DevicePool pool = new DevicePool(1);
    DevicePool.Lease first = pool.take(DeviceChoice.GPU);
    DevicePool.Lease second = pool.take(DeviceChoice.GPU);
    CountDownLatch asks = new CountDownLatch(1);
    CompletableFuture<Device> other =
        CompletableFuture.supplyAsync(
            () -> {
              asks.countDown();
              return device(pool, DeviceChoice.GPU);
            });
    asks.await();

    first.close();
    first.close(); // once is enough
    assertThat(other).isNotDone();
    second.close();

    assertThat(other.join()).isEqualTo(Device.gpu(0));
  }

  @Test
  void copiesOfANetworkAreSpreadOverTheGpusThatNobodyHas() {
    DevicePool pool = new DevicePool(3);
    DevicePool.Lease elsewhere =
        CompletableFuture.supplyAsync(() -> pool.take(DeviceChoice.GPU)).join();
    try (DevicePool.Lease own = pool.take(DeviceChoice.GPU)) {
      List<DevicePool.Lease> copies = pool.takeMore(own.device(), 3);

      assertThat(elsewhere.device()).isEqualTo(Device.gpu(0));
      assertThat(copies)
          .extracting(DevicePool.Lease::device)
          .containsExactly(Device.gpu(2), Device.gpu(1), Device.gpu(2));
    }
  }

  @Test
  void copiesAreOfWhoeverHasTheNetworkThoughAnotherThreadAsksForThem() {
    DevicePool pool = new DevicePool(1);
    try (DevicePool.Lease own = pool.take(DeviceChoice.GPU)) {
      CompletableFuture.runAsync(() -> pool.takeMore(own.device(), 1)).join();

      assertThat(device(pool, DeviceChoice.GPU)).isEqualTo(own.device());
    }
  }

  @Test
  void gpusOfCopiesAreLentAgainWhenTheyAreGivenBack() {
    DevicePool pool = new DevicePool(2);
    try (DevicePool.Lease own = pool.take(DeviceChoice.GPU)) {
      pool.takeMore(own.device(), 1).forEach(DevicePool.Lease::close);

      assertThat(CompletableFuture.supplyAsync(() -> device(pool, DeviceChoice.GPU)).join())
          .isEqualTo(Device.gpu(1));
    }
  }

  @Test
  void copiesOfANetworkOnTheProcessorAreThereToo() {
    assertThat(new DevicePool(2).takeMore(Device.cpu(), 2))
        .extracting(DevicePool.Lease::device)
        .containsExactly(Device.cpu(), Device.cpu());
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    DevicePool pool = new DevicePool(1);
    try (DevicePool.Lease held = pool.take(DeviceChoice.GPU)) {
      CompletableFuture<Device> other =
          CompletableFuture.supplyAsync(
              () -> {
                Thread.currentThread().interrupt();
                return device(pool, DeviceChoice.GPU);
              });
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(
              () -> {
                try {
                  other.join();
                } catch (CompletionException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private static Device device(DevicePool pool, DeviceChoice choice) {
    try (DevicePool.Lease lease = pool.take(choice)) {
      return lease.device();
    }
  }
}
