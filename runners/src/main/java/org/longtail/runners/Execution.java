package org.longtail.runners;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.longtail.pipelines.plan.EarlierRun;
import org.longtail.pipelines.plan.Plan;
import org.longtail.pipelines.report.Requirement;
import org.longtail.schemas.runs.StepNames;

/**
 * Carries out what is to be run: tells the plan, runs it unless it is asked not to, tells the end.
 */
final class Execution {

  private final Console console;
  private final RunArguments arguments;
  private final List<String> commandLine;

  /**
   * An execution for a command.
   *
   * @param commandLine the command's words
   */
  Execution(Console console, RunArguments arguments, List<String> commandLine) {
    this.console = console;
    this.arguments = arguments;
    this.commandLine = List.copyOf(commandLine);
  }

  /**
   * Runs.
   *
   * @param earlier the run to compare with
   * @param explain whether to tell the whole plan
   * @return the exit code
   */
  int of(RunOrder order, Optional<EarlierRun> earlier, boolean explain) throws IOException {
    OutcomeArguments.Requirements requirements = arguments.outcome().requirements(order.store());
    PipelineRun run = new PipelineRun(order);
    Plan plan = run.plan(earlier);
    PlanText text = new PlanText(plan, new StepNames(order.file().eventNames()));
    if (arguments.dryRun()) {
      console.result(arguments.json() ? JsonLine.of(PlanReport.of(plan)) : text.whole());
      return ExitCode.DONE;
    }
    console.line(explain ? text.whole() : text.summary());
    if (arguments.detach()) {
      run.submit(console);
      console.line(
          String.format(
              Locale.ROOT, "longtail watch %s --store %s", order.run(), order.store().uri()));
      console.result(order.run());
      return ExitCode.DONE;
    }
    PipelineRun.Outcome outcome =
        run.execute(
            console,
            () -> {
              console.line(String.format(Locale.ROOT, "Run %s is interrupted.", order.run()));
              tellWayOn(order, plan, run.ledger());
            });
    tell(outcome, run.ledger(), order, plan);
    boolean done = outcome.record().status() == RunStatus.DONE;
    List<Requirement.Outcome> checked = done ? requirements.check(outcome) : List.of();
    checked.forEach(this::tell);
    arguments.outcome().write(outcome, checked);
    if (arguments.json()) {
      console.result(RunReport.of(outcome, checked).toJson());
    }
    if (!done) {
      return ExitCode.FAILED;
    }
    return checked.stream().allMatch(Requirement.Outcome::met) ? ExitCode.DONE : ExitCode.NOT_MET;
  }

  private void tell(Requirement.Outcome requirement) {
    console.line(
        String.format(
            Locale.ROOT,
            "Requirement %s, %s: %s (%s)",
            requirement.requirement().text(),
            requirement.setting(),
            requirement.met() ? "met" : "NOT MET",
            requirement.finding()));
  }

  private void tell(PipelineRun.Outcome outcome, StepLedger ledger, RunOrder order, Plan plan) {
    ResultTable.all(outcome.results(), outcome.overSeeds()).forEach(this::tell);
    RunRecord record = outcome.record();
    long cached = outcome.steps().stream().filter(FinishedStep::cached).count();
    console.line(
        String.format(
            Locale.ROOT,
            "Run %s %s: %d steps finished, %d of them CACHED.",
            record.run(),
            record.status().word(),
            outcome.steps().size(),
            cached));
    ledger.recomputed().stream()
        .filter(event -> !event.differing().isEmpty())
        .forEach(event -> console.line(RecomputedText.of(event)));
    String error = record.error();
    if (error != null) {
      console.line(error);
    }
    console.line(String.format(Locale.ROOT, "Log: %s", outcome.log()));
    if (error != null) {
      tellWayOn(order, plan, ledger);
    }
  }

  private void tellWayOn(RunOrder order, Plan plan, StepLedger ledger) {
    List<String> words = WayOn.of(commandLine, order.force(), plan, ledger.finished());
    console.line(
        String.format(
            Locale.ROOT,
            "To go on from here (finished steps are taken from the store):%n  %s",
            ShellCommand.of(words)));
  }

  /** A table goes where results go, unless they go there as JSON. */
  private void tell(String table) {
    if (arguments.json()) {
      console.line(table);
    } else {
      console.result(table);
    }
  }
}
