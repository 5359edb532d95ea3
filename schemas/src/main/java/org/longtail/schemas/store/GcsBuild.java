package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A build in a folder of this machine, whose files go to a bucket when it is committed. Builders of
 * one key take turns by a lease.
 *
 * <p>A lease can be lost at any moment. So a commit looks at what is in the step's folder, then
 * makes sure of the lease, and then replaces only what it has seen: had another builder begun
 * before that, the lease would be gone, and whatever another one writes after that is another
 * generation. When the manifest is there, the commit makes sure that its files are still its own.
 */
final class GcsBuild implements StepBuild {

  private static final Logger LOG = LoggerFactory.getLogger(GcsBuild.class);

  /** How often files are uploaded anew, because one who had lost the turn wrote one meanwhile. */
  private static final int MOST_UPLOADS = 3;

  private final StepKey key;
  private final GcsBucket bucket;
  private final GcsFiles files;
  private final GcsSteps steps;
  private final GcsLease lease;
  private final Path scratch;
  private final ReadCache cache;

  /**
   * A build whose turn it is.
   *
   * @param scratch the build's own folder, on the cache's file system
   */
  GcsBuild(
      StepKey key,
      GcsBucket bucket,
      GcsFiles files,
      GcsLease lease,
      Path scratch,
      ReadCache cache) {
    this.key = key;
    this.bucket = bucket;
    this.files = files;
    this.steps = new GcsSteps(bucket, files);
    this.lease = lease;
    this.scratch = scratch;
    this.cache = cache;
  }

  @Override
  public Path file(String name) {
    return scratch.resolve(name);
  }

  @Override
  public Optional<Path> progress(Consumer<String> damaged) {
    return new GcsProgress(key, bucket, files).newest(scratch, damaged);
  }

  @Override
  public void keepProgress(Path file) {
    new GcsProgress(key, bucket, files).keep(file);
  }

  @Override
  public Manifest commit(List<Draft> drafts, Provenance provenance) {
    Map<String, FileDigests> digests = digests(drafts);
    for (int upload = 1; upload <= MOST_UPLOADS; upload++) {
      Map<String, GcsObject> before = byFile();
      if (!lease.renew()) {
        return theirs();
      }
      if (before.containsKey(GcsSteps.MANIFEST)) {
        throw new StoreException(
            String.format(
                Locale.ROOT,
                "%s is committed already; a build must look for the manifest first",
                bucket.uri(key.folder())));
      }
      Optional<Map<String, GcsObject>> uploaded = upload(digests, before);
      if (uploaded.isPresent()) {
        return publish(provenance.of(outputs(drafts, digests)), uploaded.get(), digests);
      }
    }
    throw new StoreException(
        String.format(
            Locale.ROOT,
            "cannot commit %s: something else writes its files, though it is this build's turn",
            bucket.uri(key.folder())));
  }

  private Map<String, FileDigests> digests(List<Draft> drafts) {
    Map<String, FileDigests> digests = new HashMap<>();
    for (Draft draft : drafts) {
      try {
        digests.put(draft.file(), FileDigests.of(file(draft.file())));
      } catch (IOException e) {
        throw new StoreException(
            String.format(Locale.ROOT, "cannot commit %s: %s", bucket.uri(key.folder()), e), e);
      }
    }
    return digests;
  }

  private static List<Manifest.Output> outputs(
      List<Draft> drafts, Map<String, FileDigests> digests) {
    List<Manifest.Output> outputs = new ArrayList<>();
    for (Draft draft : drafts) {
      FileDigests content = Objects.requireNonNull(digests.get(draft.file()));
      outputs.add(
          new Manifest.Output(
              draft.output(),
              draft.kind().id(),
              draft.file(),
              content.sha256(),
              content.bytes(),
              draft.summary()));
    }
    return outputs;
  }

  /** What is in the step's folder, by the name of the file. */
  private Map<String, GcsObject> byFile() {
    Map<String, GcsObject> objects = new HashMap<>();
    String folder = GcsSteps.folder(key);
    bucket
        .list(folder)
        .forEach(object -> objects.put(object.name().substring(folder.length()), object));
    return objects;
  }

  /**
   * Uploads the files in place of what was there, and deletes what else a dead builder left.
   *
   * @return the new objects, or nothing if one of the old has changed
   */
  private Optional<Map<String, GcsObject>> upload(
      Map<String, FileDigests> digests, Map<String, GcsObject> before) {
    Map<String, GcsObject> uploaded = new HashMap<>();
    for (Map.Entry<String, FileDigests> file : digests.entrySet()) {
      GcsObject replaced = before.get(file.getKey());
      Optional<GcsObject> object =
          files.upload(
              file(file.getKey()),
              GcsSteps.folder(key) + file.getKey(),
              file.getValue(),
              replaced == null ? GcsBucket.ABSENT : replaced.generation());
      if (object.isEmpty()) {
        return Optional.empty();
      }
      uploaded.put(file.getKey(), object.get());
    }
    before.forEach(
        (name, object) -> {
          if (!uploaded.containsKey(name)) {
            bucket.delete(object);
          }
        });
    return Optional.of(uploaded);
  }

  private Manifest publish(
      Manifest manifest, Map<String, GcsObject> uploaded, Map<String, FileDigests> digests) {
    if (!lease.renew()) {
      return theirs();
    }
    Optional<GcsObject> published = put(manifest);
    if (published.isEmpty()) {
      return theirs();
    }
    if (!unchanged(uploaded)) {
      bucket.delete(published.get()); // a builder that has the turn by now commits its own files
      throw lost();
    }
    keep(digests);
    return manifest;
  }

  /**
   * Puts the manifest where none is, or in place of one that does not fit the files: of a builder
   * that had lost its turn before it put it there.
   */
  private Optional<GcsObject> put(Manifest manifest) {
    byte[] content = Json.pretty(manifest).getBytes(UTF_8);
    String name = GcsSteps.manifest(key);
    Optional<GcsObject> put = bucket.put(name, content, GcsBucket.JSON, Map.of(), GcsBucket.ABSENT);
    if (put.isEmpty() && steps.find(key).filter(found -> steps.damage(found).isEmpty()).isEmpty()) {
      long misfit = bucket.find(name).map(GcsObject::generation).orElse(GcsBucket.ABSENT);
      put = bucket.put(name, content, GcsBucket.JSON, Map.of(), misfit);
    }
    return put;
  }

  private boolean unchanged(Map<String, GcsObject> uploaded) {
    Map<String, GcsObject> there = byFile();
    return uploaded.entrySet().stream()
        .allMatch(
            file -> {
              GcsObject now = there.get(file.getKey());
              return now != null && now.generation() == file.getValue().generation();
            });
  }

  /** What another builder committed, if it is good. */
  private Manifest theirs() {
    Manifest manifest =
        steps.find(key).filter(theirs -> steps.damage(theirs).isEmpty()).orElseThrow(this::lost);
    LOG.warn("{} was committed by another builder meanwhile", bucket.uri(key.folder()));
    return manifest;
  }

  private StoreException lost() {
    return lease.lost("nothing was committed; run again");
  }

  /** The next step finds the files at hand. */
  private void keep(Map<String, FileDigests> digests) {
    digests.forEach(
        (name, content) -> {
          try {
            cache.keep(file(name), content.sha256());
          } catch (IOException e) {
            LOG.warn("{} is not kept in the cache: {}", name, e.toString());
          }
        });
  }

  @Override
  public void close() {
    if (lease.closed()) {
      return; // the turn may be another builder's by now
    }
    try (lease) {
      FileTree.delete(scratch);
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot clean up %s: %s", scratch, e), e);
    }
  }
}
