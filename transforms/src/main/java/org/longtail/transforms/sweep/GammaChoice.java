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

/** The end of a sweep: puts the points together and chooses one. */
final class GammaChoice extends StepTransform<GammaSweepConfig> {

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
    double chosen = gamma(Gamma.parse(context.config().getGamma()), points);
    List<SweepFile.Point> curve =
        points.stream().map(point -> point.choose(point.gamma() == chosen)).toList();
    new SweepFile(provenance, curve)
        .write(context.output("sweep", "sweep.arrow", Map.of("gamma", chosen)));
  }

  private static double gamma(OptionalDouble configured, List<SweepFile.Point> points) {
    return configured.orElseGet(
        () ->
            points
                .get(
                    GammaBest.choose(
                        points.stream().mapToDouble(SweepFile.Point::accuracy).toArray()))
                .gamma());
  }
}
