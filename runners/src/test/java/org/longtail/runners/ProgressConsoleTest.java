package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.runs.RunEvent;

@Tag("elsewhere")
class ProgressConsoleTest {

  private static final String CLEAR_LINE = "\r\033[K";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void plainProgressHasALineEveryTenSeconds() {
    show(
        false,
        started("Train", 0),
        progress("Train", 9_000, 1),
        progress("Train", 10_000, 2),
        progress("Train", 19_000, 3),
        progress("Train", 21_000, 4),
        finished("Train", false, 30));

    assertThat(err.toString().lines())
        .containsExactly(
            "Train: started",
            "Train: epoch 2.0 of 10, loss 0.500, 200 images/s, 1 min 40 s left",
            "Train: epoch 4.0 of 10, loss 0.500, 200 images/s, 1 min 40 s left",
            "Train: done, 30 s");
  }

  @Test
  void plainProgressGoesOnWhenAStepDoesOnAMachineWhoseClockIsAnHourBehind() {
    show(
        false,
        started("Train", 3_600_000),
        progress("Train", 3_612_000, 1),
        progress("Train", 12_000, 2),
        progress("Train", 13_000, 3),
        progress("Train", 24_000, 4));

    assertThat(err.toString().lines().map(line -> line.replaceAll(" of .*", "")))
        .containsExactly(
            "Train: started", "Train: epoch 1.0", "Train: epoch 2.0", "Train: epoch 4.0");
  }

  @Test
  void aCachedStepSaysSo() {
    show(false, finished("Train", true, 0));

    assertThat(err.toString().lines())
        .containsExactly("Train: CACHED, taken from the store, 0.0 s");
  }

  @Test
  void aPartIsShownWhileItRunsAndLeavesNoLineOfItsOwn() {
    show(
        false,
        started("Sweep/gamma 0.3", 0),
        finished("Sweep/gamma 0.3", false, 2),
        finished("Sweep", false, 1));

    assertThat(err.toString().lines())
        .containsExactly("Sweep/gamma 0.3: started", "Sweep: done, 3.0 s");
  }

  @Test
  void aTerminalShowsABarAndThenTheFinishedStepInItsPlace() {
    show(true, started("Train", 0), progress("Train", 9_000, 5), finished("Train", false, 30));

    assertThat(err.toString())
        .contains("Train  50% [")
        .contains("5/10 epoch")
        .contains("loss 0.500")
        .endsWith(CLEAR_LINE + "Train: done, 30 s" + System.lineSeparator());
  }

  @Test
  void aPlainConsoleHasNoControlCharacters() {
    show(false, started("Train", 0), progress("Train", 11_000, 5), finished("Train", false, 30));

    assertThat(err.toString()).doesNotContain("\r").doesNotContain("\033");
  }

  @Test
  void aVariantIsNamedBesideItsStep() {
    show(
        false,
        new RunEvent.Finished(
            "Train", "seed=2", 0, "TrainStage", "key", false, 1, Map.of(), Map.of()));

    assertThat(err.toString().lines()).containsExactly("Train [seed=2]: done, 1.0 s");
  }

  @Test
  void progressNeverGoesToStandardOutput() {
    show(false, started("Train", 0), finished("Train", false, 30));

    assertThat(out.toString()).isEmpty();
  }

  private void show(boolean terminal, RunEvent... events) {
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), terminal);
    StepLedger ledger = new StepLedger(List.of("Train", "Sweep"));
    try (ProgressConsole progress = new ProgressConsole(console, ledger)) {
      List.of(events).forEach(progress::show);
    }
  }

  private static RunEvent started(String step, long time) {
    return new RunEvent.Started(step, "default", time, "type", "key", "not in the store");
  }

  private static RunEvent progress(String step, long time, double done) {
    return new RunEvent.Progress(step, "default", time, "epoch", done, 10, 1000, 200, 100, 0.5);
  }

  private static RunEvent finished(String step, boolean cached, double seconds) {
    return new RunEvent.Finished(
        step, "default", 0, "type", "key", cached, seconds, Map.of(), Map.of());
  }
}
