package org.longtail.transforms.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Leftover;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StepRemoval;

/** A real store, for tests to step in between. */
class ForwardingStore implements ArtifactStore {

  private final ArtifactStore store;

  ForwardingStore(ArtifactStore store) {
    this.store = store;
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public Optional<Manifest> find(StepKey key) {
    return store.find(key);
  }

  @Override
  public Optional<String> damage(Manifest manifest) {
    return store.damage(manifest);
  }

  @Override
  public Path fetch(Artifact artifact) {
    return store.fetch(artifact);
  }

  @Override
  public void giveBack() {
    store.giveBack();
  }

  @Override
  public StepBuild build(StepKey key) {
    return store.build(key);
  }

  @Override
  public String quarantine(StepKey key) {
    return store.quarantine(key);
  }

  @Override
  public List<StepKey> steps() {
    return store.steps();
  }

  @Override
  public long bytes(StepKey key) {
    return store.bytes(key);
  }

  @Override
  public Optional<StepRemoval> beginRemoval(StepKey key) {
    return store.beginRemoval(key);
  }

  @Override
  public List<Leftover> leftovers() {
    return store.leftovers();
  }

  @Override
  public RunFolder run(String run) {
    return store.run(run);
  }

  @Override
  public List<String> runs() {
    return store.runs();
  }
}
