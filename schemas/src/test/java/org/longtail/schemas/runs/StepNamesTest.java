package org.longtail.schemas.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("elsewhere")
class StepNamesTest {

  private final StepNames names = new StepNames(List.of("Train", "Sweep", "Sweep/Last"));

  @Test
  void aPartBelongsToTheStepBeforeItsSlash() {
    assertThat(names.stepOf("Sweep/gamma 0.1")).isEqualTo("Sweep");
    assertThat(names.isPart("Sweep/gamma 0.1")).isTrue();
  }

  @Test
  void aStepOfThePipelineIsNoPart() {
    assertThat(names.isPart("Sweep/Last")).isFalse();
    assertThat(names.stepOf("Sweep/Last/gamma 0.1")).isEqualTo("Sweep/Last");
  }

  @Test
  void aNameThatBeginsLikeAStepIsAnother() {
    assertThat(names.stepOf("SweepMore")).isEqualTo("SweepMore");
  }

  @Test
  void stepsRankByTheirOrderAndUnknownOnesLast() {
    assertThat(names.rank("Train")).isZero();
    assertThat(names.rank("Sweep/Last")).isEqualTo(2);
    assertThat(names.rank("Evaluate")).isEqualTo(3);
  }
}
