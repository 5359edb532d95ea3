package org.longtail.runners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run that replays another has changed.
 *
 * @param run the run that is replayed
 * @param step the step whose configuration was set; absent if none was
 * @param set values by field of the step, several apart by commas
 * @param variants the variants of the run that were chosen; empty if all were
 * @param only whether the run ends with the step
 */
@JsonPropertyOrder({"run", "step", "set", "variants", "only"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayRecord(
    String run,
    @Nullable String step,
    Map<String, String> set,
    List<String> variants,
    boolean only) {

  ReplayRecord {
    set = new LinkedHashMap<>(set);
    variants = List.copyOf(variants);
  }

  /** The command line's words for the same replay. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("replay", run));
    if (step != null) {
      words.addAll(List.of("--step", step));
    }
    set.forEach((field, value) -> words.addAll(List.of("--set", field + "=" + value)));
    variants.forEach(variant -> words.addAll(List.of("--variant", variant)));
    if (only) {
      words.add("--only");
    }
    return words;
  }

  /** What was changed, in words, such as {@code replay of base, SweepMedium: gamma=0.6}. */
  String text() {
    StringBuilder text = new StringBuilder("replay of ").append(run);
    if (step != null) {
      text.append(only ? ", up to " : ", ").append(step);
    }
    String separator = ": ";
    for (Map.Entry<String, String> field : set.entrySet()) {
      text.append(separator).append(field.getKey()).append('=').append(field.getValue());
      separator = ", ";
    }
    return text.toString();
  }
}
