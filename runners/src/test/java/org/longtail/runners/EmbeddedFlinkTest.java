package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkExecutionEnvironments;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink is told for a run inside this process. */
class EmbeddedFlinkTest {

  private static final String LOOPBACK = "127.0.0.1";

  private final FlinkPipelineOptions options;

  EmbeddedFlinkTest(@TempDir Path folder) throws IOException {
    this.options =
        EmbeddedFlink.pipeline(Map.of(), StorePlace.of(folder.resolve("store").toString()), "first")
            .getOptions()
            .as(FlinkPipelineOptions.class);
    EmbeddedFlink.configure(options, FlinkPlace.EMBEDDED, folder);
  }

  @Test
  void nobodyIsGivenUpAfterLessThanADay() {
    assertThat(effective())
        .allSatisfy(
            flink ->
                assertThat(
                        List.of(
                            Duration.ofMillis(flink.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT)),
                            flink.get(RpcOptions.ASK_TIMEOUT_DURATION),
                            flink.get(TaskManagerOptions.REGISTRATION_TIMEOUT),
                            flink.get(TaskManagerOptions.SLOT_TIMEOUT),
                            Duration.ofMillis(flink.get(JobManagerOptions.SLOT_REQUEST_TIMEOUT)),
                            TimeUtils.parseDuration(flink.get(ResourceManagerOptions.JOB_TIMEOUT))))
                    .allMatch(timeout -> timeout.compareTo(Duration.ofDays(1)) > 0));
  }

  @Test
  void nothingListensToOtherMachines() {
    assertThat(effective())
        .allSatisfy(
            flink -> {
              assertThat(flink.get(RestOptions.BIND_ADDRESS)).isEqualTo(LOOPBACK);
              assertThat(flink.get(JobManagerOptions.BIND_HOST)).isEqualTo(LOOPBACK);
              assertThat(flink.get(TaskManagerOptions.BIND_HOST)).isEqualTo(LOOPBACK);
            });
  }

  @Test
  void theDashboardTakesNoPrograms() {
    assertThat(effective())
        .allSatisfy(
            flink -> {
              assertThat(flink.get(WebOptions.SUBMIT_ENABLE)).isFalse();
              assertThat(flink.get(WebOptions.CANCEL_ENABLE)).isFalse();
            });
  }

  @Test
  void theRestPortHasNoKeyThatAnybodyCouldTalkToItWith() {
    assertThat(effective())
        .allSatisfy(
            flink -> {
              assertThat(flink.get(SecurityOptions.SSL_REST_ENABLED)).isTrue();
              assertThat(keys(flink.get(SecurityOptions.SSL_REST_KEYSTORE))).isEmpty();
            });
  }

  private static List<String> keys(String file) throws IOException {
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(stream, "none".toCharArray());
      return Collections.list(store.aliases());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Of the configurations of both translations of a batch. */
  private Stream<ReadableConfig> effective() {
    return Stream.of(
        FlinkExecutionEnvironments.createStreamExecutionEnvironment(
                options, List.of(), options.getFlinkConfDir())
            .getConfiguration(),
        FlinkExecutionEnvironments.createBatchExecutionEnvironment(options).getConfiguration());
  }
}
