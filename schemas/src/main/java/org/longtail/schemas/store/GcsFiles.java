package org.longtail.schemas.store;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.transfermanager.DownloadResult;
import com.google.cloud.storage.transfermanager.ParallelDownloadConfig;
import com.google.cloud.storage.transfermanager.TransferManager;
import com.google.cloud.storage.transfermanager.TransferManagerConfig;
import com.google.cloud.storage.transfermanager.TransferStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes whole files to a bucket and back. An uploaded object keeps the sha256 of its content as
 * metadata, and beside it the checksum that the content had then: if that is still the server's
 * checksum of it, the sha256 is known without reading the object.
 */
final class GcsFiles {

  private static final String SHA256 = "longtail-sha256";
  private static final String CRC32C = "longtail-crc32c";
  private static final String TYPE = "application/octet-stream";
  private static final int WORKERS = 4;
  private static final int MOST_DOWNLOADS = 3;

  /** From this size on the client downloads ranges; it then looks the object up once more. */
  private static final long LARGE = 128L << 20;

  private final GcsBucket bucket;
  private final GcsSettings settings;

  GcsFiles(GcsBucket bucket, GcsSettings settings) {
    this.bucket = bucket;
    this.settings = settings;
  }

  /**
   * Uploads a file; the server checks what came.
   *
   * @param replaced the generation that may be replaced, or {@link GcsBucket#ABSENT}
   * @return the new object, or nothing if another generation was there
   */
  Optional<GcsObject> upload(Path file, String name, FileDigests digests, long replaced) {
    Map<String, String> metadata = Map.of(SHA256, digests.sha256(), CRC32C, digests.crc32c());
    return bucket.write(
        name,
        TYPE,
        metadata,
        described -> {
          BlobInfo info = described.toBuilder().setCrc32c(digests.crc32c()).build();
          try {
            return digests.bytes() <= settings.chunkBytes()
                ? atOnce(file, info, replaced)
                : inParts(file, info, replaced);
          } catch (IOException e) {
            throw new StorageException(e);
          }
        });
  }

  private BlobInfo atOnce(Path file, BlobInfo info, long replaced) throws IOException {
    return bucket
        .storage()
        .create(
            info,
            Files.readAllBytes(file),
            BlobTargetOption.generationMatch(replaced)); // sends a checksum
  }

  /**
   * A file that cannot be read to its end fails the checksum: nothing half is ever there. The
   * client's newer sessions with a channel do not try a part again.
   */
  private BlobInfo inParts(Path file, BlobInfo info, long replaced) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return bucket
          .storage()
          .createFrom(
              info,
              content,
              settings.chunkBytes(),
              BlobWriteOption.generationMatch(replaced),
              BlobWriteOption.crc32cMatch());
    }
  }

  /**
   * What is wrong with an object that should be a step's file; it is not read if it need not be.
   */
  Optional<String> damage(StepFile file, GcsObject object) {
    if (object.bytes() != file.bytes()) {
      return Optional.of(
          String.format(
              Locale.ROOT, "is damaged: %d bytes, %d expected", object.bytes(), file.bytes()));
    }
    String sha256 = known(object).orElseGet(() -> read(object));
    return sha256.equals(file.sha256())
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "is damaged: sha256 %s, %s expected", sha256, file.sha256()));
  }

  private static Optional<String> known(GcsObject object) {
    return object.said(CRC32C).filter(object.crc32c()::equals).flatMap(same -> object.said(SHA256));
  }

  private String read(GcsObject object) {
    try (var content = Channels.newInputStream(patient().reader(bucket.id(object.name())))) {
      return FileDigests.of(content).sha256();
    } catch (IOException | StorageException e) {
      throw bucket.fault("read", object.name(), e);
    }
  }

  /**
   * Downloads an object, a large one by ranges in parallel, and checks what came: the object was
   * found good, so what is not as it should be was spoiled on its way, and is asked for again.
   *
   * @param folder takes the file, under the last part of the object's name
   */
  Path download(GcsObject object, String sha256, Path folder) {
    for (int download = 1; download <= MOST_DOWNLOADS; download++) {
      try {
        Path file = download(object, folder);
        if (Sha256.of(file).equals(sha256)) {
          return file;
        }
        Files.delete(file);
      } catch (IOException e) {
        throw bucket.fault("read", object.name(), e);
      }
    }
    throw new StoreException(
        String.format(
            Locale.ROOT,
            "cannot read %s: %d times what came was not what the server has; try again",
            bucket.uri(object.name()),
            MOST_DOWNLOADS));
  }

  private Path download(GcsObject object, Path folder) throws IOException {
    checkSpace(object, folder);
    BlobInfo info =
        BlobInfo.newBuilder(
                bucket.id(object.name()).getBucket(),
                bucket.id(object.name()).getName(),
                object.generation())
            .build();
    String parent = info.getName().substring(0, info.getName().length() - object.file().length());
    ParallelDownloadConfig config =
        ParallelDownloadConfig.newBuilder()
            .setBucketName(info.getBucket())
            .setDownloadDirectory(folder)
            .setStripPrefix(Pattern.quote(parent))
            .setOptionsPerRequest(List.of(BlobSourceOption.generationMatch(object.generation())))
            .build();
    try (TransferManager transfers = transfers(object.bytes() > LARGE)) {
      DownloadResult result =
          transfers.downloadBlobs(List.of(info), config).getDownloadResults().get(0);
      if (result.getStatus() != TransferStatus.SUCCESS) {
        throw bucket.fault("read", object.name(), result.getException());
      }
      return result.getOutputDestination();
    } catch (StoreException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw bucket.fault("read", object.name(), e);
    }
  }

  /** The client would take a full disk for a fault of the network. */
  private void checkSpace(GcsObject object, Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < object.bytes()) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "cannot read %s: %s has room for %d bytes, %d needed; make room, or name another folder with %s",
              bucket.uri(object.name()),
              folder,
              free,
              object.bytes(),
              CachePlace.FOLDER));
    }
  }

  private TransferManager transfers(boolean byRanges) {
    return TransferManagerConfig.newBuilder()
        .setStorageOptions(patientOptions())
        .setAllowDivideAndConquerDownload(byRanges)
        .setMaxWorkers(WORKERS)
        .setPerWorkerBufferSize(settings.chunkBytes())
        .build()
        .getService();
  }

  private Storage patient() {
    return patientOptions().getService();
  }

  private StorageOptions patientOptions() {
    return bucket.storage().getOptions().toBuilder()
        .setStorageRetryStrategy(new RetryBudget(settings.retries()))
        .build();
  }
}
