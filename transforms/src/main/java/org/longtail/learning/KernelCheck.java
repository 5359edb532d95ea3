package org.longtail.learning;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.longtail.schemas.environment.Processor;

/**
 * Whether the engine's kernels compute a network right on this processor. Each convolution, linear
 * layer and batch norm takes one batch of noise forward and backward, twice as it is trained and
 * once in double precision: both times must give the same bits, and be close to double precision.
 * Layers that are alike are checked once, and a process checks networks of the same shapes once.
 * Neither the network's values nor its gradients change. What blocks of one's own do beside such
 * layers is not looked into.
 *
 * <p>Layers are checked one by one, as rectifiers hide what is wrong: rounding takes a number that
 * is almost 0 to the other side of one, and a network as a whole comes out up to a fifth away from
 * double precision where every kernel is right.
 *
 * <p>Networks on a GPU are not checked: its kernels may add in another order each time.
 */
public final class KernelCheck {

  /**
   * The largest difference from double precision that passes, as a share of a tensor's largest
   * value. Rounding stays far below it; gradients that are wrong are off by up to half of it.
   */
  static final double TOLERANCE = 1e-3;

  private static final Map<String, Double> PASSED = new ConcurrentHashMap<>();

  private KernelCheck() {}

  /**
   * Checks a network, unless this process has checked one of the same shapes before.
   *
   * @return the largest difference from double precision, as a share of a tensor's largest value;
   *     empty for a network that is not checked
   * @throws TrainingException if a kernel is wrong here; names the engine, the processor, the layer
   *     and what helps
   */
  public static OptionalDouble require(Network network) {
    if (network.device().isGpu()) {
      return OptionalDouble.empty();
    }
    // Not within the map: the check waits for whoever records gradients.
    String shapes = shapes(network);
    Double known = PASSED.get(shapes);
    double deviation = known != null ? known : deviation(network);
    PASSED.put(shapes, deviation);
    return OptionalDouble.of(deviation);
  }

  private static String shapes(Network network) {
    return network.layers().stream()
        .map(Layer::shapes)
        .collect(Collectors.joining("\n", network.statisticsFrozen() + "\n", ""));
  }

  private static double deviation(Network network) {
    double largest = 0;
    Set<String> checked = new HashSet<>();
    for (Layer layer : network.layers()) {
      if (checked.add(layer.shapes())) {
        largest = Math.max(largest, deviation(network, layer));
      }
    }
    return largest;
  }

  private static double deviation(Network network, Layer layer) {
    List<KernelProbe> once = layer.probes(network, DataType.FLOAT32);
    requireSame(once, layer.probes(network, DataType.FLOAT32));
    List<KernelProbe> precise = layer.probes(network, DataType.FLOAT64);
    double largest = 0;
    for (int i = 0; i < once.size(); i++) {
      KernelProbe probe = once.get(i);
      double off = probe.distance(precise.get(i));
      if (off > TOLERANCE) {
        throw wrong(
            probe,
            String.format(
                Locale.ROOT, "is off by %.2g of its largest value in double precision", off));
      }
      largest = Math.max(largest, off);
    }
    return largest;
  }

  /** Refuses values that are no numbers, and those that come out different the second time. */
  private static void requireSame(List<KernelProbe> once, List<KernelProbe> again) {
    for (int i = 0; i < once.size(); i++) {
      if (!once.get(i).isFinite()) {
        throw wrong(once.get(i), "is not a number, or infinite");
      }
      if (!once.get(i).sameBits(again.get(i))) {
        throw wrong(once.get(i), "is another one when the same numbers are computed again");
      }
    }
  }

  private static TrainingException wrong(KernelProbe probe, String how) {
    return new TrainingException(
        String.format(
            Locale.ROOT,
            "%s %s computes layer '%s' wrongly on this processor (%s; %s): its %s %s; set %s=SSE41 in the environment, so that other kernels are taken, or run on another kind of machine",
            Engine.getInstance().getEngineName(),
            Engine.getInstance().getVersion(),
            probe.layer(),
            Processor.current().model(),
            Processor.current().instructionSet(),
            probe.what(),
            how,
            Processor.INSTRUCTION_SET_LIMIT));
  }
}
