package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTypeTest {

  @Test
  void theIdentifierIsInBeamsForm() {
    assertThat(Total.TYPE.identifier())
        .isEqualTo("beam:schematransform:org.longtail:total_of_numbers:v1");
  }

  @Test
  void portsAreFoundByName() {
    assertThat(Total.TYPE.input("more")).contains(Total.TYPE.inputs().get(2));
    assertThat(Total.TYPE.output("terms")).contains(Total.TYPE.outputs().get(1));
  }

  @Test
  void anOutputIsNoInput() {
    assertThat(Total.TYPE.input("sum")).isEmpty();
  }
}
