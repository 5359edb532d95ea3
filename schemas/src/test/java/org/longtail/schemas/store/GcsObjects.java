package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.longtail.schemas.gcs.GcsServer;

/** Looks into a store in a bucket, and harms it, behind its back. Every test has its own prefix. */
record GcsObjects(StorageOptions client, GcsPlace place, GcsSettings settings, Path cache) {

  private static final long CACHE_BYTES = 1 << 30;
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  /** Quick to try again, and patient enough for a busy machine. */
  static final GcsSettings QUICK =
      new GcsSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMillis(5),
          Duration.ofSeconds(20),
          5,
          256 << 10,
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMillis(10));

  /** A store on a server of this process. */
  static GcsObjects on(GcsServer server, Path cache) {
    return on(server, cache, QUICK);
  }

  static GcsObjects on(GcsServer server, Path cache, GcsSettings settings) {
    return new GcsObjects(
        GcsClient.of(settings, NoCredentials.getInstance())
            .setHost("http://" + server.host())
            .build(),
        newPlace(),
        settings,
        cache);
  }

  /** A store on the emulator that the environment names. */
  static GcsObjects onEmulator(Path cache) {
    StorageOptions client = GcsClient.of(QUICK, System.getenv());
    makeBucket(client.getHost());
    return new GcsObjects(client, newPlace(), QUICK, cache);
  }

  /** The client cannot: it would need a library of Google's that the program does without. */
  private static void makeBucket(String host) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(host + "/storage/v1/b?project=test"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    String.format(Locale.ROOT, "{\"name\": \"%s\"}", GcsServer.BUCKET)))
            .build();
    try {
      int status =
          HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (status != OK && status != CONFLICT) { // the bucket is there already
        throw new AssertionError(String.format(Locale.ROOT, "%s answers %d", host, status));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(host, e);
    }
  }

  private static GcsPlace newPlace() {
    return GcsPlace.of(
        String.format(Locale.ROOT, "gs://%s/%s", GcsServer.BUCKET, UUID.randomUUID()));
  }

  String uri() {
    return place.uri("");
  }

  GcsBucket bucket() {
    return new GcsBucket(client.getService(), place);
  }

  ArtifactStore open() {
    return open(cache);
  }

  /** Opens the store with another cache, as on another machine. */
  ArtifactStore open(Path otherCache) {
    return new GcsStore(uri(), bucket(), settings, new CachePlace(otherCache, CACHE_BYTES));
  }

  List<String> names() {
    return StreamSupport.stream(
            storage()
                .list(place.bucket(), BlobListOption.prefix(place.prefix()))
                .iterateAll()
                .spliterator(),
            false)
        .map(Blob::getName)
        .map(name -> name.substring(place.prefix().length()))
        .toList();
  }

  String content(String name) {
    return new String(storage().readAllBytes(place.bucket(), place.prefix() + name), UTF_8);
  }

  void overwrite(String name, String content) {
    storage()
        .create(
            BlobInfo.newBuilder(place.bucket(), place.prefix() + name).build(),
            content.getBytes(UTF_8));
  }

  void delete(String name) {
    storage().delete(place.bucket(), place.prefix() + name);
  }

  private Storage storage() {
    return client.getService();
  }
}
