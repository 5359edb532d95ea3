package org.longtail.schemas.store;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.google.cloud.NoCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.gcs.GcsServer;

/** A store in a bucket whose server or network misbehaves. */
@Timeout(120) // a client that tries again for ever
class GcsFaultsTest {

  private static final StoredStep STEP = StoredStep.named("one");
  private static final String MEDIA = ".*/o/.*sampling.arrow";
  private static final int LONG = 60_000;

  private static final GcsSettings HASTY =
      new GcsSettings(
          Duration.ofSeconds(5),
          Duration.ofMillis(500),
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          3,
          256 << 10,
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMillis(10));

  private static final GcsSettings IMPATIENT =
      new GcsSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(1),
          Duration.ofMillis(500),
          3,
          256 << 10,
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMillis(10));

  private final Path cache;
  private GcsServer server;
  private GcsObjects objects;

  GcsFaultsTest(@TempDir Path cache) {
    this.cache = cache;
  }

  @BeforeEach
  void start() {
    server = GcsServer.start();
    objects = GcsObjects.on(server, cache, HASTY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Named<Supplier<ResponseDefinitionBuilder>> fault(
      String name, Supplier<ResponseDefinitionBuilder> answer) {
    return Named.of(name, answer);
  }

  static Stream<Named<Supplier<ResponseDefinitionBuilder>>> passingFaults() {
    return Stream.of(
        fault("429", () -> aResponse().withStatus(429)),
        fault("503", () -> aResponse().withStatus(503)),
        fault("reset", () -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        fault("reset within the body", () -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        fault("stalled", () -> GcsServer.carriedOut().withFixedDelay(LONG)),
        fault(
            "carried out, but the answer is lost",
            () -> GcsServer.carriedOut().withFault(Fault.CONNECTION_RESET_BY_PEER)));
  }

  static Stream<Named<MappingBuilder>> requests() {
    return Stream.of(
        Named.of("taking the lease", post(anyUrl()).withRequestBody(containing(".lock"))),
        Named.of("listing the folder", get(urlPathMatching(".*/o"))),
        Named.of("uploading", post(anyUrl()).withRequestBody(containing(StoredStep.FILE + "\""))),
        Named.of("committing", post(anyUrl()).withRequestBody(containing("manifest.json\""))),
        Named.of("giving the lease back", any(urlPathMatching(".*[.]lock"))));
  }

  static Stream<Arguments> passingFaultsOfRequests() {
    return requests()
        .flatMap(request -> passingFaults().map(fault -> Arguments.of(request, fault)));
  }

  @ParameterizedTest
  @MethodSource("passingFaultsOfRequests")
  void aFaultThatPassesDoesNotHinderACommit(
      MappingBuilder request, Supplier<ResponseDefinitionBuilder> fault) {
    server.once(request, fault.get());

    Manifest manifest = STEP.commit(objects.open());

    assertThat(objects.open().find(STEP.key())).contains(manifest);
    assertThat(objects.open().damage(manifest)).isEmpty();
    assertThat(objects.names()).hasSize(2);
    assertThat(server.behaves()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void aFaultThatPassesDoesNotHinderADownload(Supplier<ResponseDefinitionBuilder> fault) {
    Manifest manifest = STEP.commit(objects.open());
    server.once(get(urlPathMatching(MEDIA)).withQueryParam("alt", equalTo("media")), fault.get());

    assertThat(fetch(manifest)).hasContent(STEP.content());
    assertThat(server.behaves()).isTrue();
  }

  @Test
  void aBodyThatEndsTooEarlyIsReadOn() {
    Manifest manifest = STEP.commit(objects.open());
    server.once(media(), GcsServer.carriedOut().withHeader("Content-Length", "100"));

    assertThat(fetch(manifest)).hasContent(STEP.content());
    assertThat(server.behaves()).isTrue();
  }

  @Test
  void aBodyThatIsCutOnItsWayIsAskedForAgain() {
    Manifest manifest = STEP.commit(objects.open());
    server.once(media(), aResponse().withBody("content"));

    assertThat(fetch(manifest)).hasContent(STEP.content());
    assertThat(server.behaves()).isTrue();
  }

  @Test
  void aBodyThatIsSpoiledOnItsWayEveryTimeIsNoDamageOfTheStep() {
    Manifest manifest = STEP.commit(objects.open());
    server.always(media(), aResponse().withBody("Content of one"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> fetch(manifest))
        .isNotInstanceOf(DamagedStepException.class)
        .withMessageContaining("what came was not what the server has");
  }

  @Test
  void aBodyThatDoesNotComeOnIsAskedForAgain() {
    Manifest manifest = STEP.commit(objects.open());
    server.once(media(), GcsServer.carriedOut().withChunkedDribbleDelay(2, LONG));

    assertThat(fetch(manifest)).hasContent(STEP.content());
    assertThat(server.behaves()).isTrue();
  }

  @Test
  void aBodyThatNeverComesIsGivenUp() {
    Manifest manifest = STEP.commit(objects.open());
    server.always(media(), GcsServer.carriedOut().withChunkedDribbleDelay(2, LONG));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> fetch(manifest))
        .withMessageContaining("check the network and try again");
  }

  static Stream<Arguments> lastingFaults() {
    return Stream.of(
        Arguments.of(429, "takes no more requests for now; try again later"),
        Arguments.of(503, "check the network and try again"),
        Arguments.of(401, "run 'gcloud auth application-default login'"),
        Arguments.of(403, "give the account the role roles/storage.objectUser"));
  }

  @ParameterizedTest
  @MethodSource("lastingFaults")
  void aCommitThatCannotUploadFailsWithTheWayOutAndTheNextOneSucceeds(int status, String fix) {
    server.always(
        post(anyUrl()).withRequestBody(containing(StoredStep.FILE + "\"")),
        aResponse().withStatus(status));

    assertFailsHavingCommittedNothing(fix);
    server.recover();

    assertThat(objects.open().damage(STEP.commit(objects.open()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lastingFaults")
  void aCommitThatCannotPutItsManifestFailsAndTheNextOneSucceeds(int status, String fix) {
    server.always(
        post(anyUrl()).withRequestBody(containing("manifest.json\"")),
        aResponse().withStatus(status));

    assertFailsHavingCommittedNothing(fix);
    server.recover();

    assertThat(objects.open().damage(STEP.commit(objects.open()))).isEmpty();
  }

  private void assertFailsHavingCommittedNothing(String fix) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> STEP.commit(objects.open()))
        .withMessageContaining("bucket '" + GcsServer.BUCKET + "'")
        .withMessageContaining(fix);
    assertThat(objects.names()).noneMatch(name -> name.endsWith("manifest.json"));
    assertThat(objects.open().find(STEP.key())).isEmpty();
  }

  @Test
  void credentialsThatAreNotAcceptedAreNotTriedAgain() {
    server.always(any(anyUrl()), aResponse().withStatus(401));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> objects.open().find(STEP.key()))
        .withMessageContaining("does not accept the credentials, or they have expired");
    server.wireMock().verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void aBucketThatIsLostIsTriedOnceUntilItAnswersAgain() {
    ArtifactStore store = GcsObjects.on(server, cache, IMPATIENT).open();
    server.always(any(anyUrl()), aResponse().withStatus(503));
    assertLost(store);
    server.wireMock().resetRequests();

    assertLost(store);
    server.wireMock().verify(1, anyRequestedFor(anyUrl()));

    server.recover();
    assertThat(store.find(STEP.key())).isEmpty();
    server.once(any(anyUrl()), aResponse().withStatus(503));
    assertThat(store.find(STEP.key())).isEmpty();
  }

  private static void assertLost(ArtifactStore store) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.find(STEP.key()))
        .withMessageContaining("does not answer as it should");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "2m", "1.5"})
  void aPatienceThatIsNoNumberOfSecondsIsRefused(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GcsSettings.of(Map.of(GcsSettings.PATIENCE, given)))
        .withMessageContaining("LONGTAIL_BUCKET_PATIENCE is '" + given + "'");
  }

  @Test
  void thePatienceIsASetting() {
    assertThat(GcsSettings.of(Map.of(GcsSettings.PATIENCE, "7")).patience())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(GcsSettings.of(Map.of())).isEqualTo(GcsSettings.standard());
  }

  @Test
  void aBucketThatDoesNotExistIsNamed() {
    GcsStore store = onBucket("other-bucket");

    for (Runnable use :
        List.<Runnable>of(
            () -> store.find(STEP.key()),
            store::steps,
            () -> STEP.commit(store),
            () -> store.run("one").write("run.json", "{}"))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(use::run)
          .withMessageContaining("bucket 'other-bucket' does not exist")
          .withMessageContaining("gcloud storage buckets create gs://other-bucket");
    }
  }

  private GcsStore onBucket(String name) {
    GcsPlace place = GcsPlace.of("gs://" + name);
    return new GcsStore(
        "gs://" + name,
        new GcsBucket(
            GcsClient.of(HASTY, NoCredentials.getInstance())
                .setHost("http://" + server.host())
                .build()
                .getService(),
            place),
        HASTY,
        new CachePlace(cache, 1 << 20));
  }

  @Test
  void anObjectWhoseSizeIsNotToldIsEmpty() {
    String untold =
        "{\"kind\": \"storage#object\", \"bucket\": \"%s\", \"name\": \"%s\", \"generation\": \"1\","
            + " \"timeCreated\": \"2026-01-01T00:00:00Z\"}";
    server.always(
        get(urlPathMatching(".*/o/.*empty")),
        aResponse()
            .withHeader("Content-Type", "application/json")
            .withBody(
                String.format(
                    Locale.ROOT,
                    untold,
                    GcsServer.BUCKET,
                    objects.bucket().id("empty").getName())));

    assertThat(objects.bucket().find("empty")).map(GcsObject::bytes).contains(0L);
  }

  @Test
  void theHostOfAnEmulatorMayBeGivenWithOrWithoutItsScheme() {
    for (String host : List.of(server.host(), "http://" + server.host() + "/")) {
      assertThat(GcsClient.of(HASTY, Map.of(GcsClient.EMULATOR, host)).getHost())
          .isEqualTo("http://" + server.host());
    }
  }

  private Path fetch(Manifest manifest) {
    return objects.open(cache.resolve("other machine")).fetch(StoredStep.artifact(manifest));
  }

  private static MappingBuilder media() {
    return get(urlPathMatching(MEDIA)).withQueryParam("alt", equalTo("media"));
  }
}
