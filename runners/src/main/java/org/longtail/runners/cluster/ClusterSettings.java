package org.longtail.runners.cluster;

import java.util.Locale;

/**
 * What a cluster is to be like.
 *
 * @param taskManagers number of task managers, at least 1; each has one slot
 * @param heapMegabytes Java heap of a task manager, for images and weights that are read or written
 * @param nativeMegabytes memory of a task manager outside of the heap, PyTorch's most of all
 * @param threads threads of the engine in each task manager; 0 for one a core
 * @param gpus GPUs of each task manager, at least 1, as long as there are any
 * @param closed whether nobody but the account that starts it may use it
 */
public record ClusterSettings(
    int taskManagers,
    int heapMegabytes,
    int nativeMegabytes,
    int threads,
    int gpus,
    boolean closed) {

  private static final int LEAST_HEAP = 256;
  private static final int LEAST_NATIVE = 512;

  public ClusterSettings {
    check("--task-managers", taskManagers, 1);
    check("--heap-mb", heapMegabytes, LEAST_HEAP);
    check("--native-mb", nativeMegabytes, LEAST_NATIVE);
    check("--threads", threads, 0);
    check("--gpus", gpus, 1);
  }

  private static void check(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s %d: must be at least %d", option, value, least));
    }
  }
}
