package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void anAnswerIsAsciiWhateverIsInIt() throws IOException {
    String line = JsonLine.of(Map.of("variant", "label=猫é"));

    assertThat(line).isEqualTo("{\"variant\":\"label=\\u732B\\u00E9\"}");
    assertThat(new ObjectMapper().readTree(line).get("variant").asText()).isEqualTo("label=猫é");
  }
}
