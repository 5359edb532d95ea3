package org.longtail.pipelines;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The keys that one level of a pipeline file may have, and those of Beam YAML that it may not.
 *
 * @param place the level, in words
 * @param allowed the keys that it may have
 * @param refused what to do about each key of Beam YAML that is not supported
 */
record KnownKeys(String place, List<String> allowed, Map<String, String> refused) {

  private static final String WINDOWING = "remove it: steps join artifacts by variant, not by time";
  private static final String NESTED =
      "put every transform under 'transforms' of the pipeline itself; it cannot be nested";

  static final KnownKeys FILE =
      new KnownKeys("the file", List.of("pipeline", "options", "providers"), Map.of());

  static final KnownKeys PIPELINE =
      new KnownKeys(
          "pipeline",
          List.of("type", "transforms", "source", "sink"),
          Map.of(
              "windowing", WINDOWING,
              "extra_transforms", "make the pipeline 'type: composite' and list all transforms",
              "input", "remove it: a pipeline file has no input from outside",
              "output", "remove it: every artifact is in the store",
              "name", "remove it: a run is named on the command line"));

  static final KnownKeys STEP =
      new KnownKeys(
          "a transform",
          List.of("type", "name", "input", "config"),
          Map.of(
              "windowing", WINDOWING,
              "output", "remove it: other steps name an output as Step.output",
              "error_handling", "remove it: a step that fails, fails the run",
              "transforms", NESTED,
              "source", NESTED,
              "sink", NESTED,
              "extra_transforms", NESTED,
              "providers", "move it to the top level of the file",
              "resource_hints", "remove it: resources are chosen when the pipeline is run"));

  /** Reports every key that does not belong here. */
  void check(YamlValue.Mapping mapping, String step, Faults faults) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              String refusal = refused.get(key);
              if (refusal != null) {
                faults.add(
                    entry.line(),
                    step,
                    String.format(Locale.ROOT, "'%s' is Beam YAML, but not supported here", key),
                    refusal);
              } else if (!allowed.contains(key)) {
                faults.add(
                    entry.line(),
                    step,
                    String.format(Locale.ROOT, "unknown key '%s' in %s", key, place),
                    NearestName.fix(key, allowed, "its keys are"));
              }
            });
  }
}
