package org.longtail.learning;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/** Memory outside the heap that Java gives back when nobody refers to it any more. */
public final class UnreachableBuffers {

  /** The second collection ends after all that the first one found is given back. */
  private static final int COLLECTIONS = 2;

  private UnreachableBuffers() {}

  /** Collects garbage, and waits until its memory is given back: a buffer that is left goes too. */
  public static void free() {
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      long before = count();
      ByteBuffer.allocateDirect(1);
      do {
        System.gc();
      } while (count() > before);
    }
  }

  private static long count() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .findFirst()
        .orElseThrow();
  }
}
