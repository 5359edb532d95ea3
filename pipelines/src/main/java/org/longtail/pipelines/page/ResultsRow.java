package org.longtail.pipelines.page;

/**
 * One row of a table of accuracies.
 *
 * @param label how the page names it
 * @param run the run that it is from
 * @param setting the variants of the run that differ in their seed alone; {@code all seeds} where
 *     nothing else varies, which is the default
 * @param model the model of the evaluation, such as {@code instance} or {@code sub-model 1}
 */
public record ResultsRow(String label, String run, String setting, String model) {

  private static final String ALL_SEEDS = "all seeds";

  public ResultsRow {
    label = Text.required("label", label);
    run = Text.required("run", run);
    setting = setting.isBlank() ? ALL_SEEDS : Text.line(setting);
    model = Text.required("model", model);
  }
}
