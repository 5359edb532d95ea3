package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.FlinkVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for clusters elsewhere, as those who read them do. */
class DeploymentTest {

  private static final Path DEPLOYMENT = Path.of("deployment");
  private static final ObjectMapper STRICT =
      new YAMLMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @Test
  void theOperatorUnderstandsTheDeployment() throws IOException {
    String text = text();
    FlinkDeployment deployment = STRICT.readValue(text, FlinkDeployment.class);

    assertThat(notUnderstood(text)).isEmpty();
    assertThat(deployment.getSpec().getFlinkVersion()).isEqualTo(FlinkVersion.v1_19);
    assertThat(deployment.getSpec().getTaskManager().getReplicas()).isEqualTo(2);
    assertThat(deployment.getSpec().getPodTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(main -> assertThat(main.getName()).isEqualTo("flink-main-container"));
  }

  @Test
  void aFieldThatTheOperatorDoesNotKnowWouldBeFound() throws IOException {
    assertThat(notUnderstood(text().replace("replicas: 2", "replicaCount: 2")))
        .containsExactly("/spec/taskManager/replicaCount");
  }

  private static String text() throws IOException {
    return Files.readString(DEPLOYMENT.resolve("flink-deployment.yaml"));
  }

  /**
   * The operator's classes pass over what they do not know: it is missing when they are written.
   */
  private static List<String> notUnderstood(String text) throws IOException {
    List<String> missing = new ArrayList<>();
    compare(
        "",
        STRICT.readTree(text),
        STRICT.valueToTree(STRICT.readValue(text, FlinkDeployment.class)),
        missing);
    return missing;
  }

  private static void compare(
      String path, JsonNode given, JsonNode understood, List<String> missing) {
    if (understood.isMissingNode()) {
      missing.add(path);
    } else if (given.isObject()) {
      given
          .properties()
          .forEach(
              entry ->
                  compare(
                      path + "/" + entry.getKey(),
                      entry.getValue(),
                      understood.path(entry.getKey()),
                      missing));
    } else if (given.isArray()) {
      for (int i = 0; i < given.size(); i++) {
        compare(path + "/" + i, given.get(i), understood.path(i), missing);
      }
    }
  }

  @Test
  void aTaskManagerHasOneSlotAndOneGpu(@TempDir Path folder) throws IOException {
    Files.copy(DEPLOYMENT.resolve("config.yaml"), folder.resolve("config.yaml"));
    Configuration flink = GlobalConfiguration.loadConfiguration(folder.toString());

    assertThat(flink.get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(1);
    assertThat(flink.get(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST)).containsExactly("gpu");
    assertThat(flink.toMap()).containsEntry("external-resource.gpu.amount", "1");
  }

  @Test
  void bothFilesConfigureTheSame(@TempDir Path folder) throws IOException {
    Files.copy(DEPLOYMENT.resolve("config.yaml"), folder.resolve("config.yaml"));
    Map<String, String> flink = GlobalConfiguration.loadConfiguration(folder.toString()).toMap();
    Map<String, String> operator =
        STRICT
            .readValue(DEPLOYMENT.resolve("flink-deployment.yaml").toFile(), FlinkDeployment.class)
            .getSpec()
            .getFlinkConfiguration();

    assertThat(flink).containsAllEntriesOf(operator);
  }
}
