package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class RunNameTest {

  @Test
  void aNewNameBeginsWithTheTime() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-31T10:15:00Z"), ZoneOffset.UTC);

    assertThat(RunName.checked(RunName.next(clock))).matches("20260131-101500-[0-9a-f]{4}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "-x", "a b"})
  void aNameThatIsNoFolderNameIsRefused(String name) {
    assertThatThrownBy(() -> RunName.checked(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("folder");
  }
}
