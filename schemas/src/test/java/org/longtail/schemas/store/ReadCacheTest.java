package org.longtail.schemas.store;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.gcs.GcsServer;

class ReadCacheTest {

  private static final String ONE = "one ten b.";
  private static final String TWO = "two ten b.";
  private static final String THREE = "three 10b.";

  private final Path folder;
  private final List<String> downloaded = new ArrayList<>();

  ReadCacheTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFileIsDownloadedOnce() {
    ReadCache cache = cache(100);

    assertThat(lend(cache, ONE)).hasContent(ONE);
    assertThat(lend(cache(100), ONE)).hasContent(ONE);
    assertThat(downloaded).containsExactly(ONE);
  }

  @Test
  void aDamagedFileIsDownloadedAgain() throws IOException {
    ReadCache cache = cache(100);
    lend(cache, ONE);
    Files.writeString(kept(ONE), "One ten b.");

    assertThat(lend(cache, ONE)).hasContent(ONE);
    assertThat(downloaded).containsExactly(ONE, ONE);
    assertThat(kept(ONE)).hasContent(ONE);
  }

  @Test
  void theFileWhoseLastUseIsLongestAgoGoesFirst() throws IOException {
    ReadCache cache = cache(20);
    lend(cache, ONE);
    lend(cache, TWO);
    lastUsed(ONE, 2);
    lastUsed(TWO, 1);
    lend(cache, ONE);

    lend(cache, THREE);

    assertThat(kept(TWO)).doesNotExist();
    assertThat(kept(ONE)).exists();
    assertThat(kept(THREE)).exists();
  }

  @Test
  void aFileThatIsDroppedStaysWithWhoIsReadingIt() throws IOException {
    ReadCache cache = cache(10);
    Path lent = lend(cache, ONE);
    lastUsed(ONE, 1);

    lend(cache, TWO);

    assertThat(kept(ONE)).doesNotExist();
    assertThat(lent).hasContent(ONE);
  }

  @Test
  void aFileThatIsLargerThanTheCacheIsLentAllTheSame() {
    assertThat(lend(cache(0), ONE)).hasContent(ONE);
    assertThat(kept(ONE)).doesNotExist();
  }

  @Test
  void nothingOfADownloadIsLeftBehind() throws IOException {
    ReadCache cache = cache(100);
    Path desk = cache.newFolder();
    cache.lend(sha256(ONE), desk, into -> written(into, ONE));

    try (Stream<Path> there = Files.list(Objects.requireNonNull(desk.getParent()))) {
      assertThat(there).containsExactly(desk);
    }
  }

  @Test
  void whatAProcessLeftThatDiedIsDeletedByTheNext() throws IOException {
    Path dead = folder.resolve("cache/processes/dead");
    Files.createDirectories(dead);
    Files.writeString(dead.resolve(sha256(ONE)), ONE);
    Files.createFile(folder.resolve("cache/processes/dead.lock"));

    cache(100).newFolder();

    assertThat(dead).doesNotExist();
    assertThat(folder.resolve("cache/processes/dead.lock")).doesNotExist();
  }

  @Test
  void aStepsFilesAreAtHandWhereTheyWereBuilt() {
    try (GcsServer server = GcsServer.start()) {
      GcsObjects objects = GcsObjects.on(server, folder);
      StoredStep step = StoredStep.named("one");
      Manifest manifest = step.commit(objects.open());

      assertThat(objects.open().fetch(StoredStep.artifact(manifest))).hasContent(step.content());
      server
          .wireMock()
          .verify(
              0,
              getRequestedFor(urlPathMatching(".*sampling.arrow"))
                  .withQueryParam("alt", equalTo("media")));
    }
  }

  private ReadCache cache(long bytes) {
    return new ReadCache(new CachePlace(folder.resolve("cache"), bytes));
  }

  private Path lend(ReadCache cache, String content) {
    return cache.lend(sha256(content), cache.newFolder(), into -> written(into, content));
  }

  private Path written(Path into, String content) {
    downloaded.add(content);
    try {
      return Files.writeString(into.resolve("file.arrow"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void lastUsed(String content, int hoursAgo) throws IOException {
    Files.setLastModifiedTime(
        kept(content), FileTime.from(Instant.now().minusSeconds(3600L * hoursAgo)));
  }

  private Path kept(String content) {
    return folder.resolve("cache/files").resolve(sha256(content));
  }

  private static String sha256(String content) {
    return Sha256.of(content.getBytes(UTF_8));
  }
}
