package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {

  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(ShellCommand.of(List.of("run", "a/b.yaml", "--set", "seed=2")))
        .isEqualTo("longtail run a/b.yaml --set seed=2");
  }

  @Test
  void whatAShellWouldTakeApartIsQuoted() {
    assertThat(ShellCommand.of(List.of("run", "my file.yaml", "--set", "a=[1]", "it's", "")))
        .isEqualTo("longtail run 'my file.yaml' --set 'a=[1]' 'it'\\''s' ''");
  }
}
