package org.longtail.transforms.step;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.Sha256;
import org.longtail.schemas.store.StepBuild;

/** Compares a step that was computed again with what the store holds of it. */
final class Differing {

  private Differing() {}

  /**
   * The names of the files that only one of the two has, or whose contents differ, sorted.
   *
   * @param stored the step in the store
   * @param drafts the outputs of the build, not yet committed
   */
  static List<String> files(Manifest stored, List<StepBuild.Draft> drafts, StepBuild build)
      throws IOException {
    Map<String, String> before = new TreeMap<>();
    stored.outputs().forEach(output -> before.put(output.file(), output.sha256()));
    Map<String, String> now = new TreeMap<>();
    for (StepBuild.Draft draft : drafts) {
      now.put(draft.file(), Sha256.of(build.file(draft.file())));
    }
    Set<String> differing = new TreeSet<>(before.keySet());
    differing.addAll(now.keySet());
    differing.removeIf(file -> now.getOrDefault(file, "").equals(before.get(file)));
    return List.copyOf(differing);
  }
}
