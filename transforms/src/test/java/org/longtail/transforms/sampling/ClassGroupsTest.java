package org.longtail.transforms.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("elsewhere")
class ClassGroupsTest {

  @ParameterizedTest
  @CsvSource({"5000, many", "101, many", "100, medium", "20, medium", "19, few", "1, few"})
  void theStandardGroupsMeetAtTwentyAndAHundred(long count, String group) {
    assertThat(ClassGroups.STANDARD.of(new long[] {count})).containsExactly(group);
  }

  @Test
  void groupsAreNamedFromManyImagesToFew() {
    assertThat(new ClassGroups(Map.of("c", 0L, "a", 50L, "d", 7L, "b", 100L)).names())
        .containsExactly("b", "a", "d", "c");
  }

  @Test
  void membersAreTheClassesOfTheGroup() {
    assertThat(ClassGroups.STANDARD.members(new long[] {300, 50, 200, 3}, "many"))
        .containsExactly(true, false, true, false);
  }

  @Test
  void aClassThatReachesNoGroupIsRefused() {
    ClassGroups groups = new ClassGroups(Map.of("many", 101L, "few", 5L));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> groups.of(new long[] {200, 4}))
        .withMessageContaining("class 1, with 4 images, reaches none");
  }

  @Test
  void groupsThatBeginAtTheSameNumberAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassGroups(Map.of("a", 5L, "b", 5L)))
        .withMessageContaining("begin at the same number");
  }

  @Test
  void allIsTheNameOfAGroupOnlyWhereItIsEveryClass() {
    assertThat(new ClassGroups(Map.of("all", 0L)).names()).containsExactly("all");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassGroups(Map.of("all", 20L, "few", 0L)))
        .withMessageContaining("'all' is every class in results");
  }

  @Test
  void noGroupAtAllIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassGroups(Map.of()))
        .withMessageContaining("name at least one");
  }
}
