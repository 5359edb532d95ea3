package org.longtail.pipelines.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.longtail.pipelines.report.Statistic;

/**
 * A claim tested on the seeds that all its rows share.
 *
 * @param claim what is tested
 * @param bySeed percentage points by seed: the better row less the worse; of rows that are to be
 *     alike, the highest less the lowest
 * @param verdict whether the claim held
 */
record Comparison(Claim claim, Map<String, Double> bySeed, Verdict verdict) {

  /**
   * Pairs the claim's rows by seed.
   *
   * @param rows the claim's rows, in its order
   * @throws IllegalArgumentException if a row was not scored on the claim's group, or if the rows
   *     share no seed
   */
  static Comparison of(Claim claim, List<RowResults> rows) {
    Set<String> seeds = new LinkedHashSet<>(rows.get(0).bySeed().keySet());
    rows.forEach(row -> seeds.retainAll(row.bySeed().keySet()));
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "claim '%s': rows %s share no seed; run them with the same seeds",
              claim.claim(),
              String.join(", ", claim.rows())));
    }
    Map<String, Double> bySeed = new LinkedHashMap<>();
    List<Double> margins = new ArrayList<>();
    for (String seed : seeds) {
      List<Double> percents = rows.stream().map(row -> row.figure(seed, claim.on())).toList();
      double points = claim.alike().isEmpty() ? percents.get(0) - percents.get(1) : range(percents);
      bySeed.put(seed, points);
      margins.add(claim.alike().isEmpty() ? points : claim.within() - points);
    }
    return new Comparison(claim, bySeed, Verdict.of(margins));
  }

  private static double range(List<Double> percents) {
    return percents.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
        - percents.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** Mean ± standard deviation over the seeds; a difference has its sign. */
  String overSeeds() {
    Statistic statistic = Statistic.of(bySeed.values());
    boolean signed = claim.alike().isEmpty() && statistic.mean() > 0;
    return signed ? "+" + statistic : statistic.toString();
  }

  /** Each seed's points, such as {@code 1: +0.81, 2: -0.12}: a digit more, to tell from 0. */
  String eachSeed() {
    String form = claim.alike().isEmpty() ? "%s: %+.2f" : "%s: %.2f";
    return bySeed.entrySet().stream()
        .map(seed -> String.format(Locale.ROOT, form, seed.getKey(), seed.getValue()))
        .collect(Collectors.joining(", "));
  }
}
