package org.longtail.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Brings what is stored for the tensors of a network into the network's order, by their names. What
 * does not fit is refused before anything is changed by it.
 *
 * @param what messages call it, in the plural, such as {@code the weights}
 * @param name of the tensor that something is for
 * @param shape of that tensor
 */
record InNetworkOrder<T>(String what, Function<T, String> name, Function<T, long[]> shape) {

  /**
   * One for each tensor.
   *
   * @param parameters the tensors, in network order
   * @param stored in any order
   * @throws IllegalArgumentException if one is missing, left over, twice there or of another shape
   */
  List<T> of(List<NamedParameter> parameters, List<T> stored) {
    Map<String, T> byName = byName(stored);
    List<T> inOrder = new ArrayList<>();
    for (NamedParameter parameter : parameters) {
      T found = byName.remove(parameter.name());
      if (found == null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "tensor '%s' of the network is not in %s", parameter.name(), what));
      }
      checkShape(parameter, found);
      inOrder.add(found);
    }
    if (!byName.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s have tensors that the network has not: %s", what, byName.keySet()));
    }
    return inOrder;
  }

  private Map<String, T> byName(List<T> stored) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T one : stored) {
      if (byName.put(name.apply(one), one) != null) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "tensor '%s' is in %s twice", name.apply(one), what));
      }
    }
    return byName;
  }

  private void checkShape(NamedParameter parameter, T found) {
    long[] wanted = parameter.array().getShape().getShape();
    if (!Arrays.equals(wanted, shape.apply(found))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor '%s': shape %s, the network has %s",
              parameter.name(),
              Arrays.toString(shape.apply(found)),
              parameter.array().getShape()));
    }
  }
}
