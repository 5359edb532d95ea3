package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person's text is encoded in. */
class StandardStreamTest {

  @Test
  void aTerminalGetsItsOwnEncodingBeforeTheLocales() {
    assertThat(encoding(Map.of("sun.stdout.encoding", "IBM850", "native.encoding", "Cp1252")))
        .isEqualTo(Charset.forName("IBM850"));
    assertThat(encoding(Map.of("stdout.encoding", "UTF-8", "native.encoding", "Cp1252")))
        .isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void anEncodingThatSomebodyChoseStays() {
    assertThat(encoding(Map.of("native.encoding", "ISO-8859-1")))
        .isEqualTo(StandardCharsets.ISO_8859_1);
  }

  @Test
  void inTheLocaleCItIsUtf8() {
    assertThat(encoding(Map.of("native.encoding", "ANSI_X3.4-1968")))
        .isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void whereNothingIsKnownItIsUtf8() {
    assertThat(encoding(Map.of())).isEqualTo(StandardCharsets.UTF_8);
    assertThat(encoding(Map.of("native.encoding", "none"))).isEqualTo(StandardCharsets.UTF_8);
  }

  private static Charset encoding(Map<String, String> properties) {
    return StandardStream.encoding("stdout", properties::get);
  }
}
