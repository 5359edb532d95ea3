package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.pipelines.StepNode.Source;
import org.longtail.pipelines.beam.BeamTransform;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepType;

/** Connects a step's inputs, and checks that each takes what it is given. */
final class InputChecker {

  private static final int SUGGESTIONS = 3;

  private final InputResolver resolver;
  private final Faults faults;

  InputChecker(InputResolver resolver, Faults faults) {
    this.resolver = resolver;
    this.faults = faults;
  }

  /** The outputs for each connected input, by name of the input. */
  Map<String, List<Source>> connect(StepSpec step, StepType type) {
    Map<String, List<Source>> connected = new LinkedHashMap<>();
    boolean guessed = true;
    for (StepSpec.Input input : step.inputs()) {
      Optional<Port> port = port(input, step, type);
      port.ifPresent(found -> connected.put(found.name(), sources(input, found, step)));
      guessed &= port.isPresent();
    }
    if (guessed) {
      reportUnconnected(step, type, connected);
    }
    return connected;
  }

  /** The outputs for each connected input of one of Beam's transforms, by name of the input. */
  Map<String, List<Source>> connect(StepSpec step, BeamTransform transform) {
    Map<String, List<Source>> connected = new LinkedHashMap<>();
    for (StepSpec.Input input : step.inputs()) {
      Optional<String> name = input.port().or(() -> transform.inputs().stream().findFirst());
      if (name.isPresent() && transform.inputs().contains(name.get())) {
        connected.put(name.get(), sources(input, step));
      } else {
        reportUnknown(input, step, transform.inputs());
      }
    }
    if (step.inputs().isEmpty() && !transform.inputs().isEmpty()) {
      faults.add(step.line(), step.name(), "it has no input", "add 'input:' with what it reads");
    }
    return connected;
  }

  private void reportUnknown(StepSpec.Input input, StepSpec step, List<String> names) {
    faults.add(
        input.line(),
        step.name(),
        input
            .port()
            .map(name -> "unknown input '" + name + "'")
            .orElse(step.type() + " takes no input"),
        names.isEmpty() ? "remove 'input'" : "its inputs are " + String.join(", ", names));
  }

  private List<Source> sources(StepSpec.Input input, StepSpec step) {
    return input.references().stream()
        .flatMap(reference -> resolver.resolve(reference, step).stream())
        .map(InputResolver.Output::source)
        .toList();
  }

  private Optional<Port> port(StepSpec.Input input, StepSpec step, StepType type) {
    List<String> names = type.inputs().stream().map(Port::name).toList();
    Optional<Port> port =
        input.port().isPresent() ? type.input(input.port().get()) : mainInput(type);
    if (port.isEmpty()) {
      String fix =
          names.isEmpty()
              ? step.chained() ? "move it to the start of the chain" : "remove 'input'"
              : input.port().isPresent()
                  ? NearestName.fix(input.port().get(), names, "its inputs are")
                  : String.format(
                      Locale.ROOT,
                      "%sname them: input: {%s: …}",
                      step.chained() ? "make the pipeline 'type: composite' and " : "",
                      String.join(": …, ", names));
      faults.add(
          input.line(),
          step.name(),
          names.isEmpty()
              ? String.format(Locale.ROOT, "%s takes no input", type.name())
              : input
                  .port()
                  .map(name -> "unknown input '" + name + "'")
                  .orElse("it has several inputs, and none is named"),
          fix);
    }
    return port;
  }

  /** The input that a file means where it names none. */
  private static Optional<Port> mainInput(StepType type) {
    List<Port> required =
        type.inputs().stream().filter(port -> port.count() == Port.Count.ONE).toList();
    List<Port> candidates = required.isEmpty() ? type.inputs() : required;
    return type.input("input")
        .or(() -> candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty());
  }

  private List<Source> sources(StepSpec.Input input, Port port, StepSpec step) {
    if (port.count() != Port.Count.MANY && input.references().size() > 1) {
      faults.add(
          input.line(),
          step.name(),
          String.format(
              Locale.ROOT,
              "input '%s' takes one artifact, not %d",
              port.name(),
              input.references().size()),
          "name one output");
    }
    List<Source> sources = new ArrayList<>();
    for (StepSpec.Reference reference : input.references()) {
      resolver
          .resolve(reference, step)
          .ifPresent(
              output -> {
                reportKind(reference, output, port, step);
                sources.add(output.source());
              });
    }
    return sources;
  }

  private void reportKind(
      StepSpec.Reference reference, InputResolver.Output output, Port port, StepSpec step) {
    if (output.kind().filter(kind -> kind != port.kind()).isPresent()) {
      faults.add(
          reference.line(),
          step.name(),
          String.format(
              Locale.ROOT,
              "input '%s' takes %s, but '%s' gives %s",
              port.name(),
              port.kind().id(),
              reference.text(),
              output.kind().get().id()),
          suggestion(port, step));
    }
  }

  private void reportUnconnected(
      StepSpec step, StepType type, Map<String, List<Source>> connected) {
    for (Port port : type.inputs()) {
      if (port.count() == Port.Count.ONE && !connected.containsKey(port.name())) {
        String message =
            String.format(
                Locale.ROOT, "input '%s' (%s) is not connected", port.name(), port.description());
        String composite = step.chained() ? "make the pipeline 'type: composite'; " : "";
        faults.add(step.line(), step.name(), message, composite + suggestion(port, step));
      }
    }
  }

  private String suggestion(Port port, StepSpec step) {
    List<String> outputs = resolver.outputsLike(port, step).limit(SUGGESTIONS).toList();
    return outputs.isEmpty()
        ? String.format(Locale.ROOT, "no other step gives %s: add one that does", port.kind().id())
        : String.format(Locale.ROOT, "connect %s", String.join(" or ", outputs));
  }
}
