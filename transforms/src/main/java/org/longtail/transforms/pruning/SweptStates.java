package org.longtail.transforms.pruning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.WeightsFile;

/** The states, weights with their mask, that pruning may go on from, by the ratio they reached. */
final class SweptStates {

  /** A state's files. */
  record State(double gamma, Path weights, Optional<Path> mask) {}

  private final TreeMap<Double, State> byGamma = new TreeMap<>();

  private SweptStates() {}

  /**
   * Pairs weights with masks by the ratio in their metadata.
   *
   * @throws IllegalArgumentException if weights have no mask, or two states are at one ratio
   */
  static SweptStates of(List<Path> weights, List<Path> masks) throws IOException {
    TreeMap<Double, Path> maskAt = new TreeMap<>();
    for (Path mask : masks) {
      maskAt.put(gamma(MaskFile.read(mask).provenance().gamma()), mask);
    }
    SweptStates states = new SweptStates();
    for (Path file : weights) {
      OptionalDouble reached = WeightsFile.provenance(file).gamma();
      double gamma = gamma(reached);
      State state = new State(gamma, file, Optional.ofNullable(maskAt.get(gamma)));
      if (reached.isPresent() && state.mask().isEmpty()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "weights at gamma %s have no mask; connect output 'masks' of the sweep to input 'masks'",
                gamma));
      }
      if (states.byGamma.put(gamma, state) != null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input 'weights' has two states at gamma %s; connect one sweep or one training",
                gamma));
      }
    }
    return states;
  }

  private static double gamma(OptionalDouble reached) {
    return reached.orElse(0);
  }

  /**
   * The state at a ratio, or the one with the highest ratio below it.
   *
   * @throws IllegalArgumentException if every state is beyond the ratio
   */
  State before(double gamma) {
    var entry = byGamma.floorEntry(gamma);
    if (entry == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'gamma': %s is less than every ratio of the connected weights, %s, and removed positions never come back; connect the trained weights",
              gamma,
              byGamma.keySet()));
    }
    return entry.getValue();
  }
}
