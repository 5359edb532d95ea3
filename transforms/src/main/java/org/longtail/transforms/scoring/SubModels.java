package org.longtail.transforms.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.longtail.schemas.arrow.WeightsFile;

/** The sub-models of all stages, and their names in results. */
public final class SubModels {

  /** What a sub-model's name begins with. */
  static final String PREFIX = "sub_model_";

  /** The names that sub-models have together by how they are joined. */
  static final Set<String> AGGREGATIONS = Set.of("average", "group", "instance");

  private SubModels() {}

  /**
   * Reads sub-models in the order of their stages.
   *
   * @param step type of the step that reads them
   * @throws IllegalArgumentException if there is none
   */
  public static List<WeightsFile> read(List<Path> files, String step) throws IOException {
    requireSome(files, step);
    List<WeightsFile> subModels = new ArrayList<>();
    for (Path file : files) {
      subModels.add(WeightsFile.read(file));
    }
    subModels.sort(Comparator.comparingInt(subModel -> subModel.provenance().stage()));
    return subModels;
  }

  /** Refuses that there is none. */
  static void requireSome(List<Path> files, String step) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "step %s: input 'sub_models' is empty; connect output 'weights' of each FreezeMask, or a trained network",
              step));
    }
  }

  /**
   * A sub-model's name in results: {@code sub_model_1}, or {@code <model>.sub_model_1} where the
   * sub-models together have a name of their own, so that several scorings can be evaluated
   * together.
   *
   * @param together the name of the sub-models together
   */
  public static String name(String together, int stage) {
    String name = PREFIX + stage;
    return AGGREGATIONS.contains(together)
        ? name
        : String.format(Locale.ROOT, "%s.%s", together, name);
  }
}
