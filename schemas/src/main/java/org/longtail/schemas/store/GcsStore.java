package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in a bucket of Google Cloud Storage, with a cache on this machine. */
final class GcsStore implements ArtifactStore {

  private static final Logger LOG = LoggerFactory.getLogger(GcsStore.class);
  private static final String STEPS = "steps/";
  private static final String BUILDING = "building/";
  private static final String DAMAGED = "damaged/";
  private static final String RUNS = "runs/";

  private static final ConcurrentMap<GcsPlace, GcsBucket> BUCKETS = new ConcurrentHashMap<>();

  private final String uri;
  private final GcsBucket bucket;
  private final GcsSettings settings;
  private final GcsFiles files;
  private final GcsSteps steps;
  private final ReadCache cache;
  private final GcsDesk desk;

  GcsStore(String uri, GcsBucket bucket, GcsSettings settings, CachePlace cachePlace) {
    this.uri = uri;
    this.bucket = bucket;
    this.settings = settings;
    this.files = new GcsFiles(bucket, settings);
    this.steps = new GcsSteps(bucket, files);
    this.cache = new ReadCache(cachePlace);
    this.desk = new GcsDesk(cache);
  }

  /**
   * The store at a place, as this process's environment says.
   *
   * @param uri {@code gs://bucket} or {@code gs://bucket/prefix}
   */
  static ArtifactStore open(String uri) {
    GcsSettings settings = GcsSettings.of(System.getenv());
    CachePlace cache =
        CachePlace.of(
            System.getenv(), Path.of(Objects.requireNonNull(System.getProperty("user.home"))));
    GcsBucket bucket =
        BUCKETS.computeIfAbsent(
            GcsPlace.of(uri),
            place -> new GcsBucket(GcsClient.of(settings, System.getenv()).getService(), place));
    return new GcsStore(uri, bucket, settings, cache);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public Optional<Manifest> find(StepKey key) {
    return steps.find(key);
  }

  @Override
  public Optional<String> damage(Manifest manifest) {
    return steps.damage(manifest);
  }

  @Override
  public Path fetch(Artifact artifact) {
    StepFile file = StepFile.of(artifact);
    GcsObject object = steps.object(file);
    return cache.lend(
        file.sha256(), desk.folder(), folder -> files.download(object, file.sha256(), folder));
  }

  /** What cannot be given back now goes when the process ends: no step fails for that. */
  @Override
  public void giveBack() {
    try {
      desk.giveBack();
    } catch (IOException e) {
      LOG.warn("files of {} stay borrowed until this process ends: {}", uri, e.toString());
    }
  }

  @Override
  public Optional<Path> notes() {
    return Optional.of(cache.notes());
  }

  @Override
  public StepBuild build(StepKey key) {
    GcsLease lease = GcsLease.acquire(bucket, GcsSteps.lease(key), settings);
    try {
      steps.putManifestBack(key); // taken away by a removal whose process died
      return new GcsBuild(key, bucket, files, lease, cache.newFolder(), cache);
    } catch (StoreException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public String quarantine(StepKey key) {
    String aside = DAMAGED + key.type() + "/" + key.digest() + "-" + UUID.randomUUID() + "/";
    steps.moveTo(aside, key);
    return bucket.uri(aside);
  }

  @Override
  public List<StepKey> steps() {
    return bucket.folders(STEPS).stream()
        .flatMap(
            type ->
                bucket.folders(STEPS + type + "/").stream()
                    .flatMap(digest -> StepKey.named(type, digest).stream()))
        .toList();
  }

  @Override
  public long bytes(StepKey key) {
    return bucket.list(GcsSteps.folder(key)).stream().mapToLong(GcsObject::bytes).sum();
  }

  @Override
  public Optional<StepRemoval> beginRemoval(StepKey key) {
    return GcsLease.tryAcquire(bucket, GcsSteps.lease(key), settings)
        .map(lease -> GcsRemoval.begin(key, steps, lease));
  }

  @Override
  public List<Leftover> leftovers() {
    LeaseWatch watch = new LeaseWatch(bucket, settings);
    return Stream.<Leftover>concat(
            bucket.folders(DAMAGED).stream()
                .flatMap(
                    type ->
                        bucket.folders(DAMAGED + type + "/").stream()
                            .map(step -> DAMAGED + type + "/" + step + "/"))
                .map(folder -> new GcsLeftover(Leftover.Kind.DAMAGED, folder, bucket, settings)),
            bucket.list(BUILDING).stream()
                .filter(watch::expired)
                .map(lease -> new GcsLeftover(Leftover.Kind.BUILD, lease.name(), bucket, settings)))
        .toList();
  }

  @Override
  public RunFolder run(String run) {
    return new GcsRunFolder(run, RUNS + run + "/", bucket, settings);
  }

  @Override
  public List<String> runs() {
    return bucket.folders(RUNS);
  }
}
