package org.longtail.transforms.importance;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Some of the classes of a stage's group.
 *
 * @param criterion what makes a weight important to them
 * @param classes their numbers, ascending
 */
record SomeClasses(String criterion, List<Long> classes) implements Serializable {

  SomeClasses {
    classes = List.copyOf(classes);
  }

  /** All that decides what comes out, beside the inputs. */
  Map<String, Object> key() {
    return Map.of("criterion", criterion, "classes", classes);
  }

  int[] labels() {
    return classes.stream().mapToInt(Math::toIntExact).toArray();
  }
}
