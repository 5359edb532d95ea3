package org.longtail.schemas.gcs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.google.api.services.storage.model.StorageObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A server with one bucket, for the real client over real HTTP. It keeps to the API's generations,
 * preconditions and checksums, of which the in-memory storage of google-cloud-nio knows none.
 *
 * <pre>{@code
 * try (GcsServer server = GcsServer.start()) {
 *   server.once(get(urlPathMatching(".*manifest.json")), aResponse().withStatus(503));
 * }
 * }</pre>
 */
public final class GcsServer implements AutoCloseable {

  public static final String BUCKET = "longtail-test";

  private static final String OVER = "over";
  private static final int FALLBACK = 10;
  private static final int THREADS = 40;
  private static final int LOGGED_BYTES = 100_000;

  private final WireMockServer server;
  private final ObjectShelf shelf;

  private GcsServer(WireMockServer server, ObjectShelf shelf) {
    this.server = server;
    this.shelf = shelf;
  }

  /** Starts a server on a free port of this machine. */
  public static GcsServer start() {
    ObjectShelf shelf = new ObjectShelf(BUCKET);
    WireMockServer server =
        new WireMockServer(
            options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .containerThreads(THREADS)
                .gzipDisabled(true)
                .maxLoggedResponseSize(LOGGED_BYTES)
                .extensions(new JsonApi(shelf)));
    server.start();
    server.stubFor(any(anyUrl()).atPriority(FALLBACK).willReturn(carriedOut()));
    return new GcsServer(server, shelf);
  }

  /** An answer to a request that is carried out; it can still be spoiled. */
  public static ResponseDefinitionBuilder carriedOut() {
    return aResponse().withTransformers(JsonApi.NAME);
  }

  /** The server as {@code STORAGE_EMULATOR_HOST} names it. */
  public String host() {
    return "127.0.0.1:" + server.port();
  }

  /** For requests to be looked at, and stubs of every kind. */
  public WireMockServer wireMock() {
    return server;
  }

  /**
   * Answers the next request of this kind as told, and those after it as always; {@link #behaves}
   * tells whether that request has come.
   */
  public void once(MappingBuilder request, ResponseDefinitionBuilder answer) {
    server.stubFor(
        request
            .inScenario(UUID.randomUUID().toString())
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo(OVER)
            .willReturn(answer));
  }

  /** Answers every request of this kind as told. */
  public void always(MappingBuilder request, ResponseDefinitionBuilder answer) {
    server.stubFor(request.willReturn(answer));
  }

  /** Whether every request has come that was to be answered otherwise once. */
  public boolean behaves() {
    return server.getAllScenarios().getScenarios().stream()
        .allMatch(scenario -> scenario.getState().equals(OVER));
  }

  /** Ends all misbehaviour. */
  public void recover() {
    server.resetMappings();
    server.stubFor(any(anyUrl()).atPriority(FALLBACK).willReturn(carriedOut()));
  }

  /** What the server takes for the time from now on. */
  public void setClock(Clock clock) {
    shelf.setClock(clock);
  }

  /** The names of all objects, in alphabetical order. */
  public List<String> names() {
    return shelf.list("", "").stream().map(StoredObject::name).toList();
  }

  public String content(String name) {
    return new String(shelf.get(name, Optional.empty()).content(), StandardCharsets.UTF_8);
  }

  /** Writes an object as another tool would: with no metadata of the store's. */
  public void put(String name, byte[] content) {
    shelf.put(new StorageObject().setName(name), content, Optional.empty());
  }

  public void put(String name, String content) {
    put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public void delete(String name) {
    shelf.delete(name, Optional.empty());
  }

  @Override
  public void close() {
    server.stop();
  }
}
