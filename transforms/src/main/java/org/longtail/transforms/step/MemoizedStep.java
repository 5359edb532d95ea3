package org.longtail.transforms.step;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.longtail.learning.Checkpoints;
import org.longtail.learning.DeviceScope;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.environment.Environment;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step as a function of its inputs, remembered in the artifact store: what is there is taken from
 * there, what is not is computed and committed.
 *
 * @param <C> the configuration class
 */
final class MemoizedStep<C> implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(MemoizedStep.class);

  private final StepType type;
  private final C config;
  private final Map<String, Object> keyConfig;
  private final Work<C> work;

  MemoizedStep(StepType type, C config, Map<String, Object> keyConfig, Work<C> work) {
    this.type = type;
    this.config = config;
    this.keyConfig = new TreeMap<>(keyConfig);
    this.work = work;
  }

  private static String code() {
    return CodeDigest.of(MemoizedStep.class);
  }

  StepType type() {
    return type;
  }

  C config() {
    return config;
  }

  /**
   * What is computed from these inputs; from some of them, what is known of it.
   *
   * @param inputs the artifacts of one variant, by input name
   * @param store where it is noted how files outside of it look
   */
  Computation computation(Map<String, List<Artifact>> inputs, ArtifactStore store)
      throws IOException {
    Map<String, String> digests = digests(inputs);
    SourceDigests read = SourceDigests.of(store);
    for (Map.Entry<String, Sources.Source> source : work.sources().of(config).entrySet()) {
      digests.put(source.getKey(), digest(source.getKey(), source.getValue(), read));
    }
    return new Computation(type, keyConfig, digests);
  }

  /**
   * The step's outputs for these inputs.
   *
   * @param inputs the artifacts of one variant, by input name
   * @throws IllegalArgumentException if an input is missing or of the wrong kind
   * @throws StoreException if an input is damaged, whose step is then set aside: running again
   *     computes it anew
   */
  Manifest run(
      Map<String, List<Artifact>> inputs,
      ArtifactStore store,
      StepReporter reporter,
      StepOptions options)
      throws IOException {
    check(inputs);
    Computation computation = computation(inputs, store);
    StepKey key = computation.key();
    reporter.needed(key);
    Lookup stored = Lookup.of(store, key);
    if (stored.whole().isPresent() && !options.forcing().asksFor(key)) {
      reporter.cached(stored.whole().get());
      return stored.whole().get();
    }
    try {
      return compute(inputs, computation, store, reporter, options);
    } catch (DamagedStepException e) {
      throw DamagedInput.setAside(e, store, reporter);
    }
  }

  /** Whether the step's outputs are not in the store, or will not do. */
  boolean mustRun(Map<String, List<Artifact>> inputs, ArtifactStore store, StepOptions options)
      throws IOException {
    StepKey key = computation(inputs, store).key();
    return Lookup.of(store, key).whole().isEmpty() || options.forcing().asksFor(key);
  }

  /** The parts of the step, in their order; none if it needs no parts. */
  List<PartStep> parts(Map<String, List<Artifact>> inputs, ArtifactStore store) throws IOException {
    Parts<C, ?> parts = work.parts();
    return parts == null ? List.of() : parts(parts, new StepInputs<>(type, config, inputs, store));
  }

  private static <C, P extends Serializable> List<PartStep> parts(
      Parts<C, P> parts, StepInputs<C> step) throws IOException {
    List<PartStep> steps = new ArrayList<>();
    for (Part<P> part : parts.of(step)) {
      MemoizedStep<P> computing =
          new MemoizedStep<>(
              parts.type(), part.config(), parts.key(part.config()), Work.of(parts::compute));
      steps.add(new PartStep(part.name(), computing, part.inputs()));
    }
    return steps;
  }

  private Manifest compute(
      Map<String, List<Artifact>> inputs,
      Computation computation,
      ArtifactStore store,
      StepReporter reporter,
      StepOptions options)
      throws IOException {
    StepKey key = computation.key();
    List<Artifact> parts = new ArrayList<>();
    for (PartStep part : parts(inputs, store)) {
      parts.add(part.output(store, reporter, options));
    }
    try (StepBuild build = store.build(key)) {
      Lookup meanwhile = Lookup.of(store, key);
      Optional<Manifest> whole = meanwhile.whole();
      if (whole.isPresent() && !options.forcing().asksFor(key)) {
        reporter.cached(whole.get());
        return whole.get();
      }
      meanwhile.damage().ifPresent(reason -> setAside(key, reason, store, reporter));
      reporter.started(
          key, whole.isPresent() ? "forced" : meanwhile.damage().orElse("not in the store"));
      long start = System.nanoTime();
      StepContext<C> context =
          new StepContext<>(
              new StepContext.Task<>(type, config, inputs),
              store,
              build,
              new StepContext.Site(
                  reporter,
                  options.compression(),
                  whole.isPresent()
                      ? Checkpoints.NONE // forced: computed from its beginning
                      : new StoredCheckpoints(build, code(), reporter),
                  parts.stream().map(store::fetch).toList()));
      Environment environment;
      try (DeviceScope device = DeviceScope.of(options.device());
          Heartbeat heartbeat = reporter.heartbeat()) {
        work.kernel().compute(context);
        environment = device.environment();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (whole.isPresent() && keeps(whole.get(), context.drafts(), build, store, reporter)) {
        return whole.get();
      }
      Manifest manifest =
          build.commit(
              context.drafts(),
              outputs ->
                  new Manifest(
                      type.name(),
                      type.version(),
                      key.digest(),
                      computation.config(),
                      computation.inputs(),
                      outputs,
                      seconds,
                      code(),
                      environment.values()));
      reporter.finished(manifest);
      return manifest;
    }
  }

  /**
   * Whether a forced step came out as it is in the store; if not, what is there is set aside.
   *
   * @param stored the step as it is in the store
   */
  private static boolean keeps(
      Manifest stored,
      List<StepBuild.Draft> drafts,
      StepBuild build,
      ArtifactStore store,
      StepReporter reporter)
      throws IOException {
    List<String> differing = Differing.files(stored, drafts, build);
    if (differing.isEmpty()) {
      reporter.recomputed(stored.stepKey(), differing, "");
      reporter.finished(stored);
      return true;
    }
    String aside = store.quarantine(stored.stepKey());
    LOG.warn(
        "step {} is not deterministic: {} came out different; the earlier outputs are kept in {}",
        stored.stepKey(),
        differing,
        aside);
    reporter.recomputed(stored.stepKey(), differing, aside);
    return false;
  }

  private String digest(String name, Sources.Source source, SourceDigests read) throws IOException {
    try {
      return read.of(source);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "step %s: there is no file %s for its %s",
              type.name(),
              e.getFile(),
              name),
          e);
    }
  }

  private static void setAside(
      StepKey key, String reason, ArtifactStore store, StepReporter reporter) {
    String aside = store.quarantine(key);
    LOG.warn("{}; its step is computed again, the damaged files are kept in {}", reason, aside);
    reporter.setAside(key, reason, aside);
  }

  /**
   * Checks that the inputs are as many and of the kinds that the type's ports say.
   *
   * @throws IllegalArgumentException if one is missing or of the wrong kind
   */
  void check(Map<String, List<Artifact>> inputs) {
    for (Port port : type.inputs()) {
      List<Artifact> artifacts = inputs.getOrDefault(port.name(), List.of());
      if (!port.count().allows(artifacts.size())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "step %s, input '%s': %d artifacts, %s expected",
                type.name(),
                port.name(),
                artifacts.size(),
                port.count() == Port.Count.ONE ? "exactly one" : "at most one"));
      }
      for (Artifact artifact : artifacts) {
        if (artifact.kind() != port.kind()) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "step %s, input '%s': %s holds %s, not %s",
                  type.name(),
                  port.name(),
                  artifact.uri(),
                  artifact.kind().id(),
                  port.kind().id()));
        }
      }
    }
  }

  /** Digest of each input; the artifacts of a port with many are numbered by digest. */
  private static Map<String, String> digests(Map<String, List<Artifact>> inputs) {
    Map<String, String> digests = new TreeMap<>();
    inputs.forEach(
        (port, artifacts) -> {
          List<String> sorted = artifacts.stream().map(Artifact::sha256).sorted().toList();
          for (int i = 0; i < sorted.size(); i++) {
            digests.put(sorted.size() == 1 ? port : port + "." + (i + 1), sorted.get(i));
          }
        });
    return digests;
  }

  /** Groups rows by port, in an order that does not depend on how they arrived. */
  static Map<String, List<Artifact>> byPort(Collection<Map.Entry<String, Artifact>> rows) {
    Map<String, List<Artifact>> inputs = new HashMap<>();
    rows.forEach(
        row -> inputs.computeIfAbsent(row.getKey(), any -> new ArrayList<>()).add(row.getValue()));
    inputs.values().forEach(list -> list.sort(Comparator.comparing(Artifact::sha256)));
    return inputs;
  }
}
