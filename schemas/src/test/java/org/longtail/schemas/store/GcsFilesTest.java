package org.longtail.schemas.store;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.gcs.GcsServer;

/** Whole files on their way to a bucket and back. */
class GcsFilesTest {

  private static final int CHUNK = GcsObjects.QUICK.chunkBytes();
  private static final String NAME = "steps/weights.arrow";

  private final Path folder;
  private GcsServer server;
  private GcsObjects objects;
  private GcsFiles files;

  GcsFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() {
    server = GcsServer.start();
    objects = GcsObjects.on(server, folder);
    files = new GcsFiles(objects.bucket(), objects.settings());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSmallFileIsUploadedInOneRequest() throws IOException {
    upload(file(CHUNK));

    server.wireMock().verify(1, postRequestedFor(anyUrl()));
    server.wireMock().verify(0, putRequestedFor(anyUrl()));
  }

  @Test
  void aLargeFileIsUploadedInParts() throws IOException {
    Path file = file(2 * CHUNK + 1);

    GcsObject object = upload(file);

    server.wireMock().verify(3, putRequestedFor(anyUrl()));
    assertThat(download(object)).hasSameBinaryContentAs(file);
  }

  @Test
  void anUploadThatBreaksOffGoesOnWhereItWas() throws IOException {
    Path file = file(3 * CHUNK);
    server.once(
        put(anyUrl())
            .withHeader(
                "Content-Range", matching(String.format(Locale.ROOT, "bytes %d-.*", CHUNK))),
        GcsServer.carriedOut().withFault(Fault.CONNECTION_RESET_BY_PEER));

    GcsObject object = upload(file);

    assertThat(server.behaves()).isTrue();
    server
        .wireMock()
        .verify(1, putRequestedFor(anyUrl()).withHeader("Content-Range", containing("bytes 0-")));
    assertThat(download(object)).hasSameBinaryContentAs(file);
  }

  @Test
  void theChecksumIsSentAlong() throws IOException {
    Path small = Files.copy(file(10), folder.resolve("small"));
    Path large = file(CHUNK + 1);

    upload(small);
    upload(large);

    for (Path file : new Path[] {small, large}) {
      server
          .wireMock()
          .verify(
              1,
              postRequestedFor(anyUrl())
                  .withRequestBody(
                      containing("\"crc32c\":\"" + FileDigests.of(file).crc32c() + "\"")));
    }
  }

  @Test
  void aServerThatGotOtherBytesRefusesThem() {
    BlobInfo info = BlobInfo.newBuilder(GcsServer.BUCKET, "spoiled").setCrc32c("AAAAAA==").build();

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(
            () ->
                objects
                    .client()
                    .getService()
                    .createFrom(
                        info,
                        new ByteArrayInputStream(new byte[] {1}),
                        BlobWriteOption.crc32cMatch()));
    assertThat(server.names()).isEmpty();
  }

  @Test
  void anEmptyFileIsAFileToo() throws IOException {
    assertThat(download(upload(file(0)))).isEmptyFile();
  }

  @Test
  void aVeryLargeFileIsDownloadedByRanges() throws IOException {
    byte[] content = content((128 << 20) + 1);
    server.put(objects.place().prefix() + NAME, content);
    GcsFiles ranges = new GcsFiles(objects.bucket(), GcsSettings.standard());
    GcsObject object = objects.bucket().find(NAME).orElseThrow();

    Path file =
        ranges.download(
            object, Sha256.of(content), Files.createDirectory(folder.resolve("download")));

    assertThat(file).hasSize(content.length);
    server
        .wireMock()
        .verify(
            9,
            getRequestedFor(urlPathMatching(".*weights.arrow"))
                .withQueryParam("alt", equalTo("media"))
                .withHeader("Range", matching("bytes=\\d+-\\d+")));
  }

  private GcsObject upload(Path file) throws IOException {
    return files
        .upload(file, NAME + file.getFileName(), FileDigests.of(file), GcsBucket.ABSENT)
        .orElseThrow();
  }

  private Path download(GcsObject object) throws IOException {
    return files.download(
        object,
        object.said("longtail-sha256").orElseThrow(),
        Files.createDirectories(folder.resolve("download")));
  }

  private Path file(int bytes) throws IOException {
    return Files.write(folder.resolve("file"), content(bytes));
  }

  private static byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    for (int begin = 0; begin < bytes; begin += 1000) {
      Arrays.fill(content, begin, Math.min(bytes, begin + 1000), (byte) (begin / 1000));
    }
    return content;
  }
}
