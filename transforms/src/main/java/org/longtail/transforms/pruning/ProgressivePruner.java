package org.longtail.transforms.pruning;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.longtail.learning.Checkpoints;
import org.longtail.learning.DrawStream;
import org.longtail.learning.FreePositions;
import org.longtail.learning.LearningRate;
import org.longtail.learning.ProgressListener;
import org.longtail.learning.TrainingPlan;
import org.longtail.schemas.arrow.Checkpoint;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.importance.StageImportance;
import org.longtail.transforms.training.OpenStage;

/**
 * Progressive pruning (METHOD section 4): in each step score, remove, then retrain what is kept. A
 * position once removed never comes back.
 *
 * <pre>{@code
 * List<Mask> masks = new ProgressivePruner(pruned, settings)
 *     .prune(pruned.own(), 0, 0.5, Optional.empty(), ProgressListener.SILENT);
 * }</pre>
 */
public final class ProgressivePruner {

  private final PrunedNetwork pruned;
  private final PruningSettings settings;

  /** A pruner that changes the network in place. */
  public ProgressivePruner(PrunedNetwork pruned, PruningSettings settings) {
    this.pruned = pruned;
    this.settings = settings;
  }

  /** A pruner of an open stage, whose network is changed in place; it keeps its state. */
  public static ProgressivePruner of(
      OpenStage stage, PruningSettings settings, Checkpoints checkpoints) {
    return new ProgressivePruner(
        new PrunedNetwork(
            stage.network(),
            stage.own(),
            stage.trainer(settings.training(), checkpoints),
            () -> StageImportance.of(stage, settings.criterion()),
            stage.sampling().provenance().stage()),
        settings);
  }

  /**
   * Prunes from one ratio to another; where that was interrupted in a retraining that had kept its
   * state, it goes on from there.
   *
   * @param kept the stage's positions that are still there
   * @param from ratio gamma_a that the network has reached
   * @param to ratio gamma_b; nothing happens if it is {@code from}
   * @param scores importance of the network as it is, by the settings' criterion, if it is known
   *     already
   * @return the positions that are left, a mask for each decoupled tensor
   */
  public List<Mask> prune(
      FreePositions kept,
      double from,
      double to,
      Optional<List<Tensor>> scores,
      ProgressListener progress) {
    CubicSchedule schedule = new CubicSchedule(from, to, settings.steps());
    if (to == from) {
      return kept.toMasks(pruned.network());
    }
    List<Mask> masks = List.of();
    FreePositions left = kept;
    for (int step = interrupted(from, to).orElse(1); step <= settings.steps(); step++) {
      Optional<Checkpoint> interrupted = last(from, to, step);
      if (interrupted.isPresent()) {
        // Scored and removed before its retraining began.
        masks = pruned.network().masks("the masks of the checkpoint", interrupted.get().free());
      } else {
        List<Tensor> importance =
            step == 1 && scores.isPresent() ? scores.get() : pruned.importance().get();
        masks = keep(left, importance, schedule.at(step));
      }
      left = FreePositions.of(masks);
      pruned.trainer().train(left, retraining(), draws(from, to, step), ProgressListener.SILENT);
      long images = (long) step * pruned.trainer().epochSize();
      progress.progress(
          new ProgressListener.Update(
              "pruning step", step, settings.steps(), images, OptionalDouble.empty()));
    }
    return masks;
  }

  /** The step in whose retraining this pruning was interrupted. */
  private OptionalInt interrupted(double from, double to) {
    return IntStream.rangeClosed(1, settings.steps())
        .filter(step -> last(from, to, step).isPresent())
        .findFirst();
  }

  private Optional<Checkpoint> last(double from, double to, int step) {
    return pruned.trainer().checkpoints().last(draws(from, to, step).purpose());
  }

  private List<Mask> keep(FreePositions kept, List<Tensor> importance, double gamma) {
    List<Mask> masks = KeptPositions.at(importance, pruned.own(), kept, gamma, settings.scope());
    for (Mask mask : masks) {
      BitSet removed = pruned.own().of(mask.name()).orElseThrow();
      removed.andNot(mask.keep());
      pruned.network().clear(mask.name(), removed);
    }
    return masks;
  }

  private TrainingPlan retraining() {
    return new TrainingPlan(
        settings.retrainEpochs(), settings.retrainRate(), LearningRate.CONSTANT);
  }

  private DrawStream draws(double from, double to, int step) {
    return new DrawStream(
        settings.seed(),
        pruned.stage(),
        String.format(Locale.ROOT, "retrain from %s to %s, step %d", from, to, step));
  }
}
