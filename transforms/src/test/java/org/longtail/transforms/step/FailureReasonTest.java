package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

  @Test
  void aFailureSaysItsMessage() {
    assertThat(FailureReason.of(new IllegalStateException("loss is NaN"))).isEqualTo("loss is NaN");
  }

  @Test
  void aFullDiskIsSaidBesideTheFile() {
    assertThat(
            FailureReason.of(
                new UncheckedIOException(
                    "cannot write checkpoint.arrow", new IOException("No space left on device"))))
        .isEqualTo("cannot write checkpoint.arrow: java.io.IOException: No space left on device");
  }

  @Test
  void aCauseThatIsSaidAlreadyIsNotSaidTwice() {
    IOException cause = new IOException("No space left on device");

    assertThat(FailureReason.of(new IllegalStateException("cannot write a: " + cause, cause)))
        .isEqualTo("cannot write a: java.io.IOException: No space left on device");
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThat(FailureReason.of(new NoSuchFileException("a.arrow")))
        .isEqualTo("java.nio.file.NoSuchFileException: a.arrow");
  }

  @Test
  void aFullHeapIsSaidWithWhatToDo() {
    assertThat(
            FailureReason.of(
                new IllegalStateException("failed", new OutOfMemoryError("Java heap space"))))
        .isEqualTo("out of memory (Java heap space); give Java a larger heap, such as -Xmx4g");
  }

  @Test
  void memoryThatTheEngineLacksIsSaidWithWhatToDo() {
    String engine =
        "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 411041792 bytes.\n  more";

    assertThat(FailureReason.of(new EngineException(engine)))
        .startsWith("out of memory outside of the heap; choose a smaller batch_size")
        .contains("411041792 bytes")
        .doesNotContain("more)");
  }

  @Test
  void memoryThatTheGpuLacksIsSaidWithWhatToDo() {
    assertThat(FailureReason.of(new EngineException("CUDA out of memory. Tried to allocate 2 GiB")))
        .startsWith("out of memory of the GPU; choose a smaller batch_size");
  }
}
