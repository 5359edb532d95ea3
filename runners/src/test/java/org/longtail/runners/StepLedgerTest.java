package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.runs.RunEvent;

@Tag("elsewhere")
class StepLedgerTest {

  private final StepLedger ledger = new StepLedger(List.of("Train", "Sweep", "Sweep/Last"));

  @Test
  void theSecondsOfPartsAddUpToTheirStep() {
    ledger.enter(finished("Sweep/gamma 0.1", "default", false, 2));
    ledger.enter(finished("Sweep/gamma 0.2", "default", false, 3));
    ledger.enter(finished("Sweep", "default", false, 1));

    assertThat(ledger.steps()).singleElement().extracting(FinishedStep::seconds).isEqualTo(6.0);
  }

  @Test
  void typeAndKeyAreTheStepsOwn() {
    ledger.enter(finished("Sweep/gamma 0.1", "default", false, 2));
    ledger.enter(finished("Sweep", "default", false, 1));

    assertThat(ledger.steps())
        .containsExactly(
            new FinishedStep("Sweep", "default", "type of Sweep", "key of Sweep", false, 3));
  }

  @Test
  void aStepIsCachedIfAllItsPartsAre() {
    ledger.enter(finished("Sweep/gamma 0.1", "default", true, 0));
    ledger.enter(finished("Sweep", "default", true, 0));

    assertThat(ledger.steps()).singleElement().extracting(FinishedStep::cached).isEqualTo(true);
  }

  @Test
  void aStepWithAComputedPartIsNotCached() {
    ledger.enter(finished("Sweep/gamma 0.1", "default", false, 2));
    ledger.enter(finished("Sweep", "default", true, 0));

    assertThat(ledger.steps()).singleElement().extracting(FinishedStep::cached).isEqualTo(false);
  }

  @Test
  void aStepIsNotFinishedByItsParts() {
    ledger.enter(finished("Sweep/gamma 0.1", "default", false, 2));

    assertThat(ledger.steps()).isEmpty();
  }

  @Test
  void aStepOfThePipelineIsNoPartOfAnother() {
    assertThat(ledger.isPart("Sweep/Last")).isFalse();
  }

  @Test
  void stepsAreInTheOrderOfThePipeline() {
    ledger.enter(finished("Sweep", "default", false, 1));
    ledger.enter(finished("Train", "default", false, 1));

    assertThat(ledger.steps()).extracting(FinishedStep::name).containsExactly("Train", "Sweep");
  }

  @Test
  void eachVariantOfAStepIsAStepOfItsOwn() {
    ledger.enter(finished("Sweep/gamma 0.1", "seed=1", false, 2));
    ledger.enter(finished("Sweep", "seed=2", true, 1));
    ledger.enter(finished("Sweep", "seed=1", false, 1));

    assertThat(ledger.steps())
        .extracting(FinishedStep::variant, FinishedStep::seconds)
        .containsExactly(tuple("seed=1", 3.0), tuple("seed=2", 1.0));
  }

  @Test
  void aStepThatIsRunOnceMoreCountsAsItWasTheFirstTime() {
    ledger.enter(finished("Train", "default", false, 5));
    ledger.enter(finished("Train", "default", true, 0));

    assertThat(ledger.steps()).singleElement().extracting(FinishedStep::cached).isEqualTo(false);
  }

  @Test
  void theFirstFailureIsTheReason() {
    ledger.enter(failed("Train", "no memory"));
    ledger.enter(failed("Sweep", "cancelled"));

    assertThat(ledger.failure()).map(RunEvent.Failed::message).contains("no memory");
  }

  @Test
  void aFailureThatARetryMadeGoodIsForgotten() {
    ledger.enter(failed("Train", "no memory"));
    ledger.enter(finished("Train", "default", false, 1));

    assertThat(ledger.failure()).isEmpty();
  }

  @Test
  void aStepThatWasSetAsideIsNotFinishedAnyMore() {
    ledger.enter(finished("Train", "default", true, 0));
    ledger.enter(setAside("Sweep", "Train"));
    assertThat(ledger.steps()).isEmpty();

    ledger.enter(finished("Train", "default", false, 5));

    assertThat(ledger.steps()).singleElement().extracting(FinishedStep::cached).isEqualTo(false);
  }

  @Test
  void aStepWhoseInputWasSetAsideFailedForDamage() {
    ledger.enter(started("Sweep"));
    ledger.enter(setAside("Sweep", "Train"));
    ledger.enter(failed("Sweep", "weights.arrow is damaged"));

    assertThat(ledger.failedForDamage()).isTrue();
  }

  @Test
  void aStepWhoseOwnOutputWasSetAsideFailedForAnotherReason() {
    ledger.enter(setAside("Sweep", "Sweep"));
    ledger.enter(started("Sweep"));
    ledger.enter(failed("Sweep", "no memory"));

    assertThat(ledger.failedForDamage()).isFalse();
  }

  @Test
  void whatFailedIsForgottenWhenThePipelineRunsAgain() {
    ledger.enter(started("Sweep"));
    ledger.enter(setAside("Sweep", "Train"));
    ledger.enter(failed("Sweep", "weights.arrow is damaged"));

    ledger.runsAgain();

    assertThat(ledger.failure()).isEmpty();
    assertThat(ledger.failedForDamage()).isFalse();
  }

  private static RunEvent started(String step) {
    return new RunEvent.Started(step, "default", 0, "type of " + step, "key of " + step, "forced");
  }

  private static RunEvent setAside(String step, String damaged) {
    return new RunEvent.SetAside(
        step, "default", 0, "type of " + damaged, "key of " + damaged, "a is missing", "damaged/a");
  }

  private static RunEvent finished(String step, String variant, boolean cached, double seconds) {
    return new RunEvent.Finished(
        step, variant, 0, "type of " + step, "key of " + step, cached, seconds, Map.of(), Map.of());
  }

  private static RunEvent failed(String step, String message) {
    return new RunEvent.Failed(step, "default", 0, message);
  }
}
