package org.longtail.pipelines.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;
import org.longtail.transforms.step.Computation;

/**
 * A step as it was in an earlier run.
 *
 * @param absence why there is nothing to compare with, if there is no key
 * @param key what it was kept under
 * @param manifest what it was made from, if the store still has it
 */
record StepBefore(String absence, Optional<StepKey> key, Optional<Manifest> manifest) {

  /** The step in a run to compare with, if there is one and the step finished in it. */
  static StepBefore of(String step, String variant, Optional<EarlierRun> earlier) {
    return new StepBefore(
        earlier
            .map(run -> String.format(Locale.ROOT, "did not finish in run %s", run.name()))
            .orElse("never ran before"),
        earlier.flatMap(run -> run.key(step, variant)),
        earlier.flatMap(run -> run.manifest(step, variant)));
  }

  /** How long it took, in seconds; null if that is not known. */
  @Nullable Double seconds() {
    return manifest.map(Manifest::seconds).orElse(null);
  }

  /**
   * Why a step whose inputs are all there has to run, or how one that is in the store differs.
   *
   * @param rows where the inputs come from
   * @param stored whether it is in the store
   */
  List<Reason> reasons(Computation now, Map<String, List<Expected>> rows, boolean stored) {
    if (key.isPresent() && key.get().equals(now.key())) {
      return stored ? List.of() : List.of(gone("%s is not in the store any more"));
    }
    if (manifest.isPresent()) {
      return changes(now, rows);
    }
    return stored
        ? List.of()
        : List.of(
            key.isPresent()
                ? gone("what it was before, %s, is not in the store any more")
                : new Reason.Unknown(absence));
  }

  private Reason gone(String text) {
    return new Reason.Unusable(
        String.format(Locale.ROOT, text, key.map(StepKey::folder).orElse("")));
  }

  /** What differs between then and now, of the inputs those that are there. */
  List<Reason> changes(Computation now, Map<String, List<Expected>> rows) {
    if (manifest.isEmpty()) {
      return List.of();
    }
    Manifest before = manifest.get();
    List<Reason> reasons = new ArrayList<>();
    String type = now.type().name();
    String version = now.type().version();
    if (!before.type().equals(type)) {
      reasons.add(new Reason.Version(before.type() + " " + before.version(), type + " " + version));
    } else if (!before.version().equals(version)) {
      reasons.add(new Reason.Version(before.version(), version));
    }
    reasons.addAll(Differences.settings(before.config(), now.config()));
    Differences.inputs(before.inputs(), now.inputs()).stream()
        .filter(input -> rows.getOrDefault(input, List.of()).stream().allMatch(Expected::known))
        .forEach(
            input ->
                reasons.add(new Reason.Content(input, from(rows.getOrDefault(input, List.of())))));
    return reasons;
  }

  private static List<String> from(List<Expected> rows) {
    return rows.stream().map(Expected::from).distinct().toList();
  }
}
