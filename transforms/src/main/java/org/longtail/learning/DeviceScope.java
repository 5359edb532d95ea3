package org.longtail.learning;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.environment.Environment;

/** Where the networks of a thread are made, until it is closed; elsewhere {@code auto} holds. */
public final class DeviceScope implements AutoCloseable {

  private static final ThreadLocal<@Nullable DeviceScope> CURRENT = new ThreadLocal<>();

  private final DeviceChoice choice;
  private final @Nullable DeviceScope around;
  private @Nullable Device used;

  private DeviceScope(DeviceChoice choice, @Nullable DeviceScope around) {
    this.choice = choice;
    this.around = around;
  }

  /** Makes this thread's networks there. */
  public static DeviceScope of(DeviceChoice choice) {
    DeviceScope scope = new DeviceScope(choice, CURRENT.get());
    CURRENT.set(scope);
    return scope;
  }

  static DeviceChoice current() {
    DeviceScope scope = CURRENT.get();
    return scope == null ? DeviceChoice.AUTO : scope.choice;
  }

  /** A network of this thread was made on a device. */
  static void used(Device device) {
    for (DeviceScope scope = CURRENT.get(); scope != null; scope = scope.around) {
      scope.used = device;
    }
  }

  /** What this thread computed on since the scope was opened; the engine's part if it ran. */
  public Environment environment() {
    Environment process = Environment.ofProcess();
    Device device = used;
    if (device == null) {
      return process;
    }
    Engine engine = Engine.getInstance();
    return process
        .with(Environment.ENGINE, engine.getEngineName() + " " + engine.getVersion())
        .with(Environment.DEVICE, device.isGpu() ? "gpu" : "cpu")
        .with(Environment.THREADS, Integer.toString(JniUtils.getNumThreads()));
  }

  @Override
  public void close() {
    if (around == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(around);
    }
  }
}
