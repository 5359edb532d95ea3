package org.longtail.images;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import javax.imageio.IIOException;
import org.longtail.schemas.Cancellation;

/**
 * An image file's bytes for the thread that decodes them, which are given only as long as it may go
 * on. Decoders ask for a few kB at a time; the JDK's for JPEGs could be ended nowhere else, as it
 * tells of its progress in the first scans alone.
 */
final class GuardedInput extends FilterInputStream {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long begin = THREADS.getCurrentThreadCpuTime();
  private final Duration limit;
  private final Cancellation cancellation;

  /**
   * Begins to count this thread's time.
   *
   * @param limit of the processor's time
   * @param cancellation of what the image is decoded for
   */
  GuardedInput(byte[] file, Duration limit, Cancellation cancellation) {
    super(new ByteArrayInputStream(file));
    this.limit = limit;
    this.cancellation = cancellation;
  }

  @Override
  public int read() throws IOException {
    check();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    check();
    return super.read(bytes, from, length);
  }

  /**
   * Goes on, unless the image is to be given up.
   *
   * @throws IIOException if the time is over
   * @throws java.util.concurrent.CancellationException if nobody waits for the image any more
   */
  void check() throws IIOException {
    cancellation.check();
    if (THREADS.getCurrentThreadCpuTime() - begin > limit.toNanos()) {
      throw new IIOException(
          String.format(
              Locale.ROOT,
              "it was given up after %d s of processor time (%s sets how many)",
              limit.toSeconds(),
              ImageLimits.SECONDS));
    }
  }
}
