package org.longtail.learning;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gradient recording, and its absence. The engine allows one recording a process, so it is lent to
 * one thread at a time; and it records by thread, on by default, so work that must not be recorded
 * says so.
 */
final class GradientScope implements AutoCloseable {

  private static final ReentrantLock LEASE = new ReentrantLock(true);

  private final GradientCollector collector;

  private GradientScope(GradientCollector collector) {
    this.collector = collector;
  }

  /** Records until closed; waits while another thread does. */
  static GradientScope record() {
    LEASE.lock();
    try {
      return new GradientScope(Engine.getInstance().newGradientCollector());
    } catch (RuntimeException | Error e) {
      LEASE.unlock();
      throw e;
    }
  }

  /** Turns recording off in this thread until closed. */
  static Pause pause() {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    return () -> JniUtils.setGradMode(before);
  }

  /** Adds the gradients of a scalar to those of the tensors that it came from. */
  void backward(NDArray scalar) {
    collector.backward(scalar);
  }

  @Override
  public void close() {
    try {
      collector.close();
    } finally {
      LEASE.unlock();
    }
  }

  /** Ends a pause. */
  @FunctionalInterface
  interface Pause extends AutoCloseable {
    @Override
    void close();
  }
}
