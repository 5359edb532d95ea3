package org.longtail.learning;

/** Where the networks of a thread are made, until it is closed; elsewhere {@code auto} holds. */
public final class DeviceScope implements AutoCloseable {

  private static final ThreadLocal<DeviceChoice> CHOICE =
      ThreadLocal.withInitial(() -> DeviceChoice.AUTO);

  private final DeviceChoice before;

  private DeviceScope(DeviceChoice before) {
    this.before = before;
  }

  /** Makes this thread's networks there. */
  public static DeviceScope of(DeviceChoice choice) {
    DeviceScope scope = new DeviceScope(CHOICE.get());
    CHOICE.set(choice);
    return scope;
  }

  static DeviceChoice current() {
    return CHOICE.get();
  }

  @Override
  public void close() {
    CHOICE.set(before);
  }
}
