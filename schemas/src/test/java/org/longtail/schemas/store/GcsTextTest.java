package org.longtail.schemas.store;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.gcs.GcsServer;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;

/** What is spoiled on its way from a bucket is asked for again. */
class GcsTextTest {

  private static final StoredStep STEP = StoredStep.named("one");

  private final Path cache;
  private GcsServer server;
  private ArtifactStore store;

  GcsTextTest(@TempDir Path cache) {
    this.cache = cache;
  }

  @BeforeEach
  void start() {
    server = GcsServer.start();
    store = GcsObjects.on(server, cache).open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRecordThatIsSpoiledOnceIsReadAgain() {
    store.run("one").write("run.json", "{\"status\": \"done\"}");
    server.once(contentOf("run.json"), aResponse().withBody("{\"status\": \"gone\"}"));

    assertThat(store.run("one").read("run.json")).contains("{\"status\": \"done\"}");
    assertThat(server.behaves()).isTrue();
  }

  @Test
  void aRecordThatIsSpoiledEveryTimeIsNotRead() {
    store.run("one").write("run.json", "{\"status\": \"done\"}");
    server.always(contentOf("run.json"), aResponse().withBody("{\"status\": \"gone\"}"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.run("one").read("run.json"))
        .withMessageContaining("runs/one/run.json: 3 times what came was not what the server has");
  }

  @Test
  void eventsThatAreSpoiledOnceAreReadAgain() {
    RunFolder run = store.run("one");
    RunEvent event = failed(1);
    run.append(event);
    server.once(contentOf("events.*jsonl"), aResponse().withBody("{\"event\":\"failed\"}\n"));

    assertThat(store.run("one").events(0)).containsExactly(event);
    assertThat(server.behaves()).isTrue();
  }

  @Test
  void eventsThatAreSpoiledWhenAReaderGoesOnAreReadAgainFromTheFirst() {
    RunFolder reader = store.run("one");
    append(failed(1));
    assertThat(reader.events(0)).hasSize(1);
    append(failed(2));
    server.once(contentOf("events.jsonl"), aResponse().withBody("{\"event\":\"failed\"}\n"));

    assertThat(reader.events(0)).containsExactly(failed(1), failed(2));
    assertThat(server.behaves()).isTrue();
  }

  /** Another writer each time, who joins what he has added when he lets go of the run. */
  private void append(RunEvent event) {
    RunFolder run = store.run("one");
    run.hold()
        .ifPresent(
            hold -> {
              run.append(event);
              hold.close();
            });
  }

  @Test
  void aManifestThatIsSpoiledOnceIsNoDamageOfTheStep() {
    Manifest manifest = STEP.commit(store);
    server.once(contentOf("manifest.json"), aResponse().withBody("{\"type\": \"GroupSam"));

    assertThat(store.find(STEP.key())).contains(manifest);
    assertThat(server.behaves()).isTrue();
  }

  private static RunEvent failed(long time) {
    return new RunEvent.Failed("Train", "default", time, "why");
  }

  private static MappingBuilder contentOf(String file) {
    return get(urlPathMatching(".*/o/.*" + file)).withQueryParam("alt", equalTo("media"));
  }
}
