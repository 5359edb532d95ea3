package org.longtail.transforms.importance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.longtail.learning.ClassScores;
import org.longtail.learning.Criterion;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImportanceFile;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Part;
import org.longtail.transforms.step.Parts;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepInputs;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.training.OpenStage;

/**
 * The scores of a large group in parts: summed over some of its classes each. A class is in one
 * part as a whole, since its gradient is squared only when all of its images have been added.
 */
final class PartialScores implements Parts<ImportanceScoresConfig, SomeClasses> {

  /** A part has this many images, or more where there would be too many parts. */
  private static final long IMAGES = 4096;

  private static final int MOST_PARTS = 16;

  private static final StepType TYPE =
      new StepType(
          "PartialScores",
          "1.1.0",
          "Importance summed over some of a group's classes.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.one("sampling", ArtifactKind.SAMPLING, "the stage's sampling"),
              Port.one("weights", ArtifactKind.WEIGHTS, "the network")),
          List.of(Port.one("sums", ArtifactKind.IMPORTANCE, "a sum a position")));

  @Override
  public StepType type() {
    return TYPE;
  }

  @Override
  public Map<String, Object> key(SomeClasses some) {
    return some.key();
  }

  @Override
  public List<Part<SomeClasses>> of(StepInputs<ImportanceScoresConfig> step) throws IOException {
    String criterion = step.config().getCriterion();
    if (!Criterion.of(criterion).needsImages()) {
      return List.of();
    }
    List<List<Long>> shards = shards(SamplingFile.read(step.input("sampling")));
    if (shards.size() == 1) {
      return List.of(); // not worth a file of its own
    }
    List<Part<SomeClasses>> parts = new ArrayList<>();
    for (List<Long> classes : shards) {
      parts.add(
          new Part<>(
              String.format(
                  Locale.ROOT, "classes %d-%d", classes.get(0), classes.get(classes.size() - 1)),
              new SomeClasses(criterion, classes),
              Map.of(
                  "images", step.artifacts("images"),
                  "sampling", step.artifacts("sampling"),
                  "weights", step.artifacts("weights"))));
    }
    return parts;
  }

  /** The classes of the stage's group in their order, shared out by their images. */
  static List<List<Long>> shards(SamplingFile sampling) {
    long images = 0;
    for (int label : sampling.stageClasses()) {
      images += sampling.classes().get(label).count();
    }
    long enough = Math.max(IMAGES, (images - 1) / MOST_PARTS + 1);
    List<List<Long>> shards = new ArrayList<>(List.of(new ArrayList<>()));
    long inLast = 0;
    for (int label : sampling.stageClasses()) {
      if (inLast >= enough) {
        shards.add(new ArrayList<>());
        inLast = 0;
      }
      shards.get(shards.size() - 1).add((long) label);
      inLast += sampling.classes().get(label).count();
    }
    return shards;
  }

  @Override
  public void compute(StepContext<SomeClasses> part) throws IOException {
    Criterion criterion = Criterion.of(part.config().criterion());
    try (OpenStage stage =
        OpenStage.of(
            WeightsFile.read(part.input("weights")),
            part.input("images"),
            part.input("sampling"),
            List.of())) {
      new ImportanceFile(
              stage.sampling().provenance(),
              summed(criterion),
              StageImportance.summed(stage, criterion, part.config().labels()).sums())
          .write(part.output("sums", "sums.arrow"));
    }
  }

  /** What a file of sums says it is by, so that nobody takes it for scores. */
  private static String summed(Criterion criterion) {
    return criterion.id() + ", summed over classes";
  }

  /**
   * The group's scores. The parts are added in their order, whichever was finished first, for the
   * same bits every time.
   *
   * @param sums files of the parts, in the order of {@link #of}
   */
  static List<Tensor> together(List<Path> sums, SamplingFile sampling, Criterion criterion)
      throws IOException {
    List<List<Long>> shards = shards(sampling);
    ClassScores all = scores(sums.get(0), shards.get(0), criterion);
    for (int part = 1; part < shards.size(); part++) {
      all = all.plus(scores(sums.get(part), shards.get(part), criterion));
    }
    return all.mean();
  }

  private static ClassScores scores(Path file, List<Long> classes, Criterion criterion)
      throws IOException {
    ImportanceFile sums = ImportanceFile.read(file);
    if (!sums.criterion().equals(summed(criterion))) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s is by '%s'", file, sums.criterion()));
    }
    return new ClassScores(sums.scores(), classes.size());
  }
}
