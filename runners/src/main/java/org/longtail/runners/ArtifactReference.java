package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.NearestName;
import org.longtail.pipelines.lineage.StoreIndex;
import org.longtail.schemas.FilePath;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.Sha256;
import org.longtail.schemas.store.StepKey;

/** Finds the step and the output that a person means by a path, a digest, or a run's step. */
final class ArtifactReference {

  private static final Pattern IN_STORE =
      Pattern.compile("(?:.*/)?steps/([A-Za-z][A-Za-z0-9]*)/([0-9a-f]{64})(?:/(.+))?");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,64}");
  private static final int NAMED = 5;

  private final StoreIndex index;
  private final RunHistory history;
  private final @Nullable String variant;

  /**
   * A search.
   *
   * @param variant the variant of a run that is meant; null where a run has but one
   */
  ArtifactReference(StoreIndex index, RunHistory history, @Nullable String variant) {
    this.index = index;
    this.history = history;
    this.variant = variant;
  }

  /**
   * What was found.
   *
   * @param step the step that made it
   * @param output the output; nothing where the step as a whole is meant
   * @param run a run that has the step: the one that was named, or the latest; nothing if none has
   * @param others other steps that made the same content
   */
  record Found(
      Manifest step,
      Optional<Manifest.Output> output,
      Optional<StoredRun> run,
      List<Manifest> others) {}

  /**
   * Finds it.
   *
   * @throws IllegalArgumentException if nothing is found, or several things are
   */
  Found find(String given) throws IOException {
    Matcher place = IN_STORE.matcher(given);
    if (place.matches()) {
      return inStore(given, new StepKey(place.group(1), place.group(2)), place.group(3));
    }
    if (DIGITS.matcher(given).matches()) {
      return byDigest(given);
    }
    int colon = given.indexOf(':');
    if (colon > 0 && !given.startsWith("//", colon + 1)) {
      return ofRun(history.get(given.substring(0, colon)), given.substring(colon + 1));
    }
    if (Files.isRegularFile(FilePath.of(given))) {
      String digest = Sha256.of(FilePath.of(given));
      if (index.producers(digest).isEmpty()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s (sha256 %s) is not what any step in the store made",
                given,
                digest));
      }
      return byContent(digest);
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' is no artifact; give a path within the store, a file, a sha256 of which at least 8 digits, or RUN:STEP[.output]",
            given));
  }

  private Found inStore(String given, StepKey key, @Nullable String file) {
    Manifest step =
        index
            .step(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        String.format(
                            Locale.ROOT,
                            "%s: the store has no finished step %s",
                            given,
                            key.folder())));
    return new Found(
        step, Optional.ofNullable(file).map(name -> file(step, name)), runOf(step), List.of());
  }

  private static Manifest.Output file(Manifest step, String file) {
    return step.outputs().stream()
        .filter(output -> output.file().equals(file))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> files = step.outputs().stream().map(Manifest.Output::file).toList();
              return new IllegalArgumentException(
                  String.format(
                      Locale.ROOT,
                      "%s has no output file '%s'; %s",
                      step.stepKey().folder(),
                      file,
                      NearestName.fix(file, files, "its files are")));
            });
  }

  private Found byDigest(String digits) {
    List<String> digests = index.digests(digits);
    List<Manifest> steps = index.steps(digits);
    if (digests.size() + steps.size() != 1) {
      List<String> all = new ArrayList<>(digests);
      steps.forEach(step -> all.add(step.stepKey().toString()));
      throw new IllegalArgumentException(
          all.isEmpty()
              ? "no artifact's sha256 and no step's key in the store begins with " + digits
              : String.format(
                  Locale.ROOT,
                  "%s is the beginning of several: %s; give more digits",
                  digits,
                  String.join(", ", all.subList(0, Math.min(NAMED, all.size())))));
    }
    if (digests.isEmpty()) {
      return new Found(steps.get(0), Optional.empty(), runOf(steps.get(0)), List.of());
    }
    return byContent(digests.get(0));
  }

  /** Of several steps that made the same content, the one that did so first in the latest run. */
  private Found byContent(String digest) {
    List<Manifest> steps = index.producers(digest);
    Optional<StoredRun> run =
        history.readable().stream().filter(one -> !madeBy(one, steps).isEmpty()).findFirst();
    Manifest step =
        run.map(one -> madeBy(one, steps)).orElse(steps).stream().findFirst().orElseThrow();
    return new Found(
        step,
        step.outputs().stream().filter(output -> output.sha256().equals(digest)).findFirst(),
        run,
        steps.stream().filter(one -> !one.equals(step)).toList());
  }

  /** Those steps that a run has, in the order in which they finished. */
  private static List<Manifest> madeBy(StoredRun run, List<Manifest> steps) {
    return run.finished().stream()
        .flatMap(event -> steps.stream().filter(step -> step.key().equals(event.key())))
        .toList();
  }

  /** The latest run that has a step. */
  private Optional<StoredRun> runOf(Manifest step) {
    return history.readable().stream()
        .filter(run -> run.finished().stream().anyMatch(event -> event.key().equals(step.key())))
        .findFirst();
  }

  private Found ofRun(StoredRun run, String name) {
    List<RunEvent.Finished> finished = run.finished();
    int dot = name.lastIndexOf('.');
    boolean whole = finished.stream().anyMatch(event -> event.step().equals(name));
    String step = whole || dot < 0 ? name : name.substring(0, dot);
    Manifest manifest = manifest(run, step, finished);
    Optional<Manifest.Output> output =
        step.equals(name)
            ? Optional.empty()
            : Optional.of(output(manifest, name.substring(dot + 1)));
    return new Found(manifest, output, Optional.of(run), List.of());
  }

  private Manifest manifest(StoredRun run, String step, List<RunEvent.Finished> finished) {
    List<RunEvent.Finished> named =
        finished.stream()
            .filter(event -> event.step().equals(step))
            .filter(event -> variant == null || event.variant().equals(variant))
            .toList();
    if (named.isEmpty()) {
      List<String> names = finished.stream().map(RunEvent.Finished::step).distinct().toList();
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run '%s' has no finished step '%s'%s; %s",
              run.name(),
              step,
              variant == null ? "" : String.format(Locale.ROOT, " of variant '%s'", variant),
              NearestName.fix(step, names, "it has")));
    }
    Set<StepKey> keys = new LinkedHashSet<>();
    named.forEach(event -> keys.add(new StepKey(event.type(), event.key())));
    if (keys.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run '%s' has step '%s' in several variants; choose one with --variant: %s",
              run.name(),
              step,
              String.join(
                  "; ",
                  named.stream()
                      .map(RunEvent.Finished::variant)
                      .sorted(Comparator.naturalOrder())
                      .toList())));
    }
    StepKey key = keys.iterator().next();
    return index
        .step(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "step '%s' of run '%s', %s, is not in the store any more",
                        step,
                        run.name(),
                        key.folder())));
  }

  private static Manifest.Output output(Manifest step, String output) {
    List<String> names = step.outputs().stream().map(Manifest.Output::output).distinct().toList();
    return step.outputs().stream()
        .filter(one -> one.output().equals(output))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "%s has no output '%s'; %s",
                        step.type(),
                        output,
                        NearestName.fix(output, names, "its outputs are"))));
  }
}
