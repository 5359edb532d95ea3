package org.longtail.pipelines.page;

import java.util.Locale;

/**
 * One row of a table of accuracies, or of the balance of importance.
 *
 * @param label how the page names it
 * @param run the run that it is from
 * @param setting the variants of the run that differ in their seed alone; {@code all seeds} where
 *     nothing else varies, which is the default
 * @param model the model of the evaluation, such as {@code instance} or {@code sub-model 1}
 * @param figure {@code accuracy}, which is the default, or {@code importance}: each group's share
 *     of the importance of the model's parameters, {@code evenness} and {@code correlation}
 */
public record ResultsRow(String label, String run, String setting, String model, String figure) {

  /** What a row may show. */
  static final String ACCURACY = "accuracy";

  static final String IMPORTANCE = "importance";

  private static final String ALL_SEEDS = "all seeds";

  public ResultsRow {
    label = Text.required("label", label);
    run = Text.required("run", run);
    setting = setting.isBlank() ? ALL_SEEDS : Text.line(setting);
    model = Text.required("model", model);
    figure = figure.isBlank() ? ACCURACY : Text.line(figure);
    if (!figure.equals(ACCURACY) && !figure.equals(IMPORTANCE)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "row '%s': figure '%s' is neither accuracy nor importance",
              label,
              figure));
    }
  }
}
