package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.longtail.pipelines.StepNode.Source;
import org.longtail.pipelines.beam.BeamTransform;
import org.longtail.pipelines.beam.BeamTransforms;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepType;

/** Finds the output that a name in an {@code input} stands for. */
final class InputResolver {

  private final List<StepSpec> steps;
  private final StepCatalog catalog;
  private final Faults faults;

  InputResolver(List<StepSpec> steps, StepCatalog catalog, Faults faults) {
    this.steps = steps;
    this.catalog = catalog;
    this.faults = faults;
  }

  /**
   * An output and what is known about it.
   *
   * @param kind what it holds; nothing if it is one of Beam's transforms that gives it
   */
  record Output(Source source, Optional<ArtifactKind> kind) {}

  /**
   * What a text in an {@code input} names.
   *
   * @param name of a step, or a type
   * @param steps those of that name or type
   * @param output name of an output; nothing for the main one
   */
  private record Named(String name, List<StepSpec> steps, Optional<String> output) {

    /** A step's whole name comes first, as it may have a dot in it. */
    static Named of(String text, Function<String, List<StepSpec>> steps) {
      List<StepSpec> whole = steps.apply(text);
      int dot = text.lastIndexOf('.');
      if (!whole.isEmpty() || dot <= 0) {
        return new Named(text, whole, Optional.empty());
      }
      String name = text.substring(0, dot);
      return new Named(name, steps.apply(name), Optional.of(text.substring(dot + 1)));
    }
  }

  /**
   * The output, or nothing if the name is at fault or the type of the step that it names is unknown
   * (a fault already).
   *
   * @param reader the step that names the output
   */
  Optional<Output> resolve(StepSpec.Reference reference, StepSpec reader) {
    Named named = Named.of(reference.text(), this::named);
    List<StepSpec> found = named.steps();
    if (found.size() == 1) {
      return output(found.get(0), named.output(), reference, reader);
    }
    String text = reference.text();
    if (found.isEmpty()) {
      faults.add(
          reference.line(),
          reader.name(),
          String.format(Locale.ROOT, "there is no step '%s'", text),
          NearestName.fix(named.name(), names(reader), "the other steps are"));
    } else {
      faults.add(
          reference.line(),
          reader.name(),
          String.format(Locale.ROOT, "'%s' is the type of several steps", text),
          String.format(
              Locale.ROOT,
              "name one of %s",
              String.join(", ", found.stream().map(StepSpec::name).toList())));
    }
    return Optional.empty();
  }

  /** Outputs of one kind, as a file would name them, from the nearest step before the reader. */
  Stream<String> outputsLike(Port wanted, StepSpec reader) {
    int here = steps.indexOf(reader);
    List<StepSpec> others = new ArrayList<>(steps.subList(0, here));
    Collections.reverse(others);
    others.addAll(steps.subList(here + 1, steps.size()));
    return others.stream().flatMap(step -> outputsLike(wanted.kind(), step));
  }

  private Stream<String> outputsLike(ArtifactKind kind, StepSpec step) {
    List<Port> outputs =
        catalog.find(step.type()).map(provider -> provider.type().outputs()).orElse(List.of());
    return outputs.stream()
        .filter(port -> port.kind() == kind)
        .map(port -> nameOf(step, port, outputs));
  }

  private static String nameOf(StepSpec step, Port port, List<Port> outputs) {
    return port.equals(outputs.get(0)) ? step.name() : step.name() + "." + port.name();
  }

  /** Steps by name, or else by type, as Beam YAML has it. */
  private List<StepSpec> named(String name) {
    Optional<StepSpec> byName = steps.stream().filter(step -> step.name().equals(name)).findFirst();
    return byName
        .map(List::of)
        .orElseGet(() -> steps.stream().filter(step -> step.type().equals(name)).toList());
  }

  private List<String> names(StepSpec reader) {
    return steps.stream()
        .map(StepSpec::name)
        .filter(name -> !name.equals(reader.name()) && !name.isEmpty())
        .distinct()
        .toList();
  }

  private Optional<Output> output(
      StepSpec step, Optional<String> output, StepSpec.Reference reference, StepSpec reader) {
    Optional<StepType> known = catalog.find(step.type()).map(provider -> provider.type());
    Optional<List<String>> names =
        known
            .map(type -> type.outputs().stream().map(Port::name).toList())
            .or(() -> BeamTransforms.find(step.type()).map(BeamTransform::outputs));
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<String> outputs = names.get();
    Optional<String> name =
        output.isPresent() ? output.filter(outputs::contains) : outputs.stream().findFirst();
    if (name.isEmpty()) {
      faults.add(
          reference.line(),
          reader.name(),
          output.isPresent()
              ? String.format(
                  Locale.ROOT, "step '%s' has no output '%s'", step.name(), output.get())
              : String.format(Locale.ROOT, "step '%s' has no output", step.name()),
          NearestName.fix(output.orElse(""), outputs, "its outputs are"));
    }
    return name.map(
        found ->
            new Output(
                new Source(step.name(), found),
                known.isPresent()
                    ? known.flatMap(type -> type.output(found)).map(Port::kind)
                    : flattened(step, Set.of())));
  }

  /** What a Flatten gives: what all of its inputs give, if that is one kind. */
  private Optional<ArtifactKind> flattened(StepSpec step, Set<StepSpec> within) {
    if (!step.type().equals("Flatten") || within.contains(step)) {
      return Optional.empty();
    }
    Set<StepSpec> deeper = new HashSet<>(within);
    deeper.add(step);
    Set<Optional<ArtifactKind>> kinds =
        step.inputs().stream()
            .flatMap(input -> input.references().stream())
            .map(reference -> kindOf(reference.text(), deeper))
            .collect(Collectors.toSet());
    return kinds.size() == 1 ? kinds.iterator().next() : Optional.empty();
  }

  /** The kind of an output; faults of its name are told where its reader is checked. */
  private Optional<ArtifactKind> kindOf(String text, Set<StepSpec> within) {
    Named named = Named.of(text, this::named);
    if (named.steps().size() != 1) {
      return Optional.empty();
    }
    StepSpec step = named.steps().get(0);
    Optional<StepType> known = catalog.find(step.type()).map(provider -> provider.type());
    return known.isPresent()
        ? known.flatMap(type -> output(type, named.output())).map(Port::kind)
        : flattened(step, within);
  }

  private static Optional<Port> output(StepType type, Optional<String> name) {
    return name.isPresent() ? type.output(name.get()) : type.outputs().stream().findFirst();
  }
}
