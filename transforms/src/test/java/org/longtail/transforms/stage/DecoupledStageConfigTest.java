package org.longtail.transforms.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.transforms.freezing.FreezeMaskConfig;
import org.longtail.transforms.importance.ImportanceScoresConfig;
import org.longtail.transforms.pruning.ProgressivePruningConfig;
import org.longtail.transforms.sampling.GroupSamplingConfig;
import org.longtail.transforms.step.ConfigField;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.sweep.GammaSweepConfig;
import org.longtail.transforms.training.TrainStageConfig;

class DecoupledStageConfigTest {

  /** A stage names {@code mode} as {@code sweep}, and trains all parameters that are free. */
  private static final Set<String> OTHERWISE = Set.of("mode", "parameters");

  private static final Map<String, ConfigField> STAGE =
      ConfigSchema.of(DecoupledStageConfig.class).fields().stream()
          .collect(Collectors.toMap(ConfigField::name, Function.identity()));

  @ParameterizedTest
  @ValueSource(
      classes = {
        GroupSamplingConfig.class,
        TrainStageConfig.class,
        ImportanceScoresConfig.class,
        GammaSweepConfig.class,
        ProgressivePruningConfig.class,
        FreezeMaskConfig.class
      })
  void aStageHasEveryFieldOfItsStepsWithTheSameTypeAndRange(Class<?> step) {
    List<ConfigField> fields =
        ConfigSchema.of(step).fields().stream()
            .filter(field -> !OTHERWISE.contains(field.name()))
            .toList();

    for (ConfigField field : fields) {
      assertThat(STAGE).as(step.getSimpleName()).containsKey(field.name());
      assertThat(STAGE.get(field.name()))
          .as("%s.%s", step.getSimpleName(), field.name())
          .isNotNull()
          .satisfies(
              own -> {
                assertThat(own.type().withNullable(true))
                    .isEqualTo(field.type().withNullable(true));
                assertThat(own.allowed()).isEqualTo(field.allowed());
                assertThat(own.range()).isEqualTo(field.range());
              });
    }
  }
}
