package org.longtail.schemas.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private static final Environment READING = new Environment(Map.of("processor", "A"));
  private static final Environment TRAINING = READING.with("engine", "PyTorch 2.7.1");
  private static final Environment ELSEWHERE = TRAINING.with("processor", "B");

  @Test
  void aProcessNamesItsProcessorOperatingSystemAndJava() {
    assertThat(Environment.ofProcess().values())
        .containsOnlyKeys("processor", "instruction_set", "operating_system", "java")
        .allSatisfy((name, value) -> assertThat(value).as(name).isNotBlank());
  }

  @Test
  void aStepWithoutTheEngineIsOfTheSamePlaceAsOneWithIt() {
    assertThat(Environment.distinct(List.of(READING, TRAINING, READING))).containsExactly(TRAINING);
  }

  @Test
  void placesOfDifferentKindsAreToldApart() {
    assertThat(Environment.distinct(List.of(TRAINING, ELSEWHERE, READING)))
        .containsExactly(TRAINING, ELSEWHERE);
  }

  @Test
  void manifestsThatDoNotSayItArePassedOver() {
    assertThat(Environment.distinct(List.of(new Environment(Map.of())))).isEmpty();
  }

  @Test
  void theTextNamesEachValue() {
    assertThat(TRAINING.with("instruction_set", "AVX2").text())
        .isEqualTo("engine: PyTorch 2.7.1, instruction set: AVX2, processor: A");
  }
}
