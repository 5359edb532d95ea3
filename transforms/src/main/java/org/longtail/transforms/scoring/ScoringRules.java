package org.longtail.transforms.scoring;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What goes together in a configuration of {@link TtlScoring}, and the names of its models. */
final class ScoringRules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /** What stands beside the models' names in a run's report. */
  private static final Set<String> TAKEN = Set.of("submodels", "lambda", "balance");

  private ScoringRules() {}

  /**
   * Checks the fields that depend on each other.
   *
   * @throws IllegalArgumentException that names a field
   */
  static void check(TtlScoringConfig config) {
    if (config.getViews() % 2 != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'views': %d must be even, as views are compared in pairs",
              config.getViews()));
    }
    if (config.getSolver().equals("sgd") && !config.getAggregation().equals("group")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'solver': sgd learns one lambda for the whole test set, but 'aggregation' is %s; set it to group",
              config.getAggregation()));
    }
    checkModel(model(config), config.getAggregation());
  }

  private static void checkModel(String model, String aggregation) {
    if (!NAME.matcher(model).matches()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'model': '%s' must be a letter, then letters, digits, _ or -",
              model));
    }
    if (model.startsWith(SubModels.PREFIX)
        || TAKEN.contains(model)
        || SubModels.AGGREGATIONS.contains(model) && !model.equals(aggregation)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'model': '%s' means something else in results; choose another name",
              model));
    }
  }

  /**
   * Checks that the inputs are there that a configuration needs.
   *
   * @throws IllegalArgumentException that names the field and the input
   */
  static void check(TtlScoringConfig config, Set<String> connected) {
    if (config.getLogitAdjustment() > 0 && !connected.contains("sampling")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'logit_adjustment': %s needs the number of training images of each class; connect input 'sampling'",
              config.getLogitAdjustment()));
    }
  }

  /** The aggregate's name in results. */
  static String model(TtlScoringConfig config) {
    return Optional.ofNullable(config.getModel()).orElse(config.getAggregation());
  }
}
