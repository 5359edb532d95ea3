package org.longtail.transforms.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SweepFile;
import org.longtail.transforms.pruning.Gamma;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a sweep: puts the points together and chooses one. */
final class GammaChoice extends StepTransform<GammaSweepConfig> {

  private static final Logger LOG = LoggerFactory.getLogger(GammaChoice.class);

  /** Stands in the summary, as 1, where auto chose to prune nothing. */
  private static final String NOTHING_PRUNED = "nothing_pruned";

  private static final StepType CHOICE =
      new StepType(
          GammaSweep.TYPE.name(),
          GammaSweep.TYPE.version(),
          "Puts a sweep's points together and chooses one.",
          List.of(Port.many("points", ArtifactKind.SWEEP, "a point a ratio")),
          List.of(Port.one("sweep", ArtifactKind.SWEEP, "the curve")));

  GammaChoice(Variants<GammaSweepConfig> configs) {
    super(CHOICE, GammaSweepConfig.class, configs, GammaChoice::choose);
  }

  private static void choose(StepContext<GammaSweepConfig> context) throws IOException {
    List<SweepFile.Point> points = new ArrayList<>();
    Provenance provenance = null;
    for (Path file : context.inputs("points")) {
      SweepFile part = SweepFile.read(file);
      points.addAll(part.points());
      provenance = Provenance.of(part.provenance().stage(), part.provenance().group());
    }
    if (provenance == null) {
      throw new IllegalArgumentException("field 'gammas': a sweep needs at least one ratio");
    }
    points.sort(Comparator.comparingDouble(SweepFile.Point::gamma));
    OptionalDouble configured = Gamma.parse(context.config().getGamma());
    double chosen = configured.orElseGet(() -> best(points));
    List<SweepFile.Point> curve =
        points.stream().map(point -> point.choose(point.gamma() == chosen)).toList();
    boolean leavesNothing = configured.isEmpty() && chosen == 0;
    if (leavesNothing) {
      LOG.warn(
          "stage {} ({}): gamma auto chose 0, so that nothing is pruned and no position is left for"
              + " the next stage; configure a gamma, or let the curve begin above 0",
          provenance.stage(),
          provenance.group());
    }
    new SweepFile(provenance, curve)
        .write(
            context.output(
                "sweep",
                "sweep.arrow",
                leavesNothing
                    ? Map.of("gamma", chosen, NOTHING_PRUNED, 1.0)
                    : Map.of("gamma", chosen)));
  }

  private static double best(List<SweepFile.Point> points) {
    return points
        .get(GammaBest.choose(points.stream().mapToDouble(SweepFile.Point::accuracy).toArray()))
        .gamma();
  }
}
