package org.longtail.learning;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.longtail.schemas.NetworkSpec;

/**
 * Checks the kernels of networks of many shapes, and prints a line for each: in a process of its
 * own, since a kernel that writes beyond its memory ends the process.
 */
final class KernelGrid {

  private static final List<Integer> CHANNELS = List.of(1, 3);
  private static final List<Integer> SIDES = List.of(8, 28, 33);
  private static final List<Integer> WIDTHS = List.of(1, 2, 3, 4, 6, 8, 12, 15, 16, 17, 20, 24, 32);
  private static final List<Integer> DEPTHS = List.of(18, 50);
  private static final List<Integer> RESNET_WIDTHS = List.of(4, 8, 16, 20);
  private static final int RESNET_SIDE = 64;

  /** The last line. */
  static final String DONE = "every kernel is right";

  private KernelGrid() {}

  /** Checks all; ends with the first kernel that is wrong. */
  public static void main(String[] arguments) {
    for (int channels : CHANNELS) {
      for (int width : WIDTHS) {
        for (int side : SIDES) {
          check(spec("cifar_resnet", 8, width, channels, side));
        }
      }
      for (int width : RESNET_WIDTHS) {
        for (int depth : DEPTHS) {
          check(spec("resnet", depth, width, channels, RESNET_SIDE));
        }
      }
    }
    check(spec("cifar_resnet", 32, 16, 3, 32));
    System.out.println(DONE);
  }

  private static NetworkSpec spec(String name, int depth, int width, int channels, int side) {
    return new NetworkSpec(
        name,
        depth,
        width,
        10,
        new NetworkSpec.Input(
            channels,
            side,
            side,
            Collections.nCopies(channels, 0.5f),
            Collections.nCopies(channels, 0.25f)));
  }

  private static void check(NetworkSpec spec) {
    try (Network network = TinyNetworks.with(spec, Architectures.initialise(spec, 1))) {
      System.out.printf(
          Locale.ROOT,
          "%s-%d of width %d on %d x %d x %d: %.1e%n",
          spec.name(),
          spec.depth(),
          spec.width(),
          spec.input().channels(),
          spec.input().height(),
          spec.input().width(),
          KernelCheck.require(network).orElseThrow());
    }
  }
}
