package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.StepSpec.Input;
import org.longtail.pipelines.StepSpec.Reference;

/** Reads one transform of a pipeline file. */
final class StepParser {

  private static final String INPUT_FIX =
      "write 'input: Step', 'input: Step.output', a list of such names, or a map of them by input";

  private final Faults faults;

  StepParser(Faults faults) {
    this.faults = faults;
  }

  Optional<StepSpec> parse(YamlValue value, boolean chain) {
    if (!(value instanceof YamlValue.Mapping mapping)) {
      faults.add(
          value.line(),
          String.format(Locale.ROOT, "a transform is %s", value.words()),
          "make it a map with 'type' and what else it needs");
      return Optional.empty();
    }
    Optional<String> type = text(mapping, "type", "");
    String name = text(mapping, "name", type.orElse("")).or(() -> type).orElse("");
    KnownKeys.STEP.check(mapping, name, faults);
    YamlValue.Entry typeEntry = mapping.entries().get("type");
    if (typeEntry == null) {
      faults.add(mapping.line(), name, "it has no type", "add 'type:' with the type of the step");
    }
    return Optional.of(
        new StepSpec(
            mapping.line(),
            name,
            type.orElse(""),
            typeEntry == null ? mapping.line() : typeEntry.line(),
            config(mapping, name),
            inputs(mapping.entries().get("input"), name, chain),
            chain));
  }

  private Optional<String> text(YamlValue.Mapping mapping, String key, String step) {
    YamlValue.Entry entry = mapping.entries().get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof YamlValue.Scalar scalar && !scalar.text().isBlank()) {
      return Optional.of(scalar.text());
    }
    faults.add(
        entry.line(),
        step,
        String.format(Locale.ROOT, "'%s' is %s", key, entry.value().words()),
        "give it a text");
    return Optional.empty();
  }

  private YamlValue.Mapping config(YamlValue.Mapping step, String name) {
    YamlValue.Entry entry = step.entries().get("config");
    if (entry == null || entry.value().isNothing()) {
      return YamlValue.Mapping.empty(step.line());
    }
    if (entry.value() instanceof YamlValue.Mapping config) {
      return config;
    }
    faults.add(
        entry.line(),
        name,
        String.format(Locale.ROOT, "'config' is %s", entry.value().words()),
        "make it a map of the step's fields");
    return YamlValue.Mapping.empty(step.line());
  }

  private List<Input> inputs(YamlValue.@Nullable Entry entry, String step, boolean chain) {
    if (entry == null || isEmpty(entry.value())) {
      return List.of();
    }
    if (chain) {
      faults.add(
          entry.line(),
          step,
          "a step of a chain takes its input from the step before it",
          "remove 'input', or make the pipeline 'type: composite'");
      return List.of();
    }
    if (entry.value() instanceof YamlValue.Mapping byPort) {
      List<Input> inputs = new ArrayList<>();
      byPort
          .entries()
          .forEach(
              (port, value) ->
                  inputs.add(
                      new Input(value.line(), Optional.of(port), references(value.value(), step))));
      return inputs;
    }
    return List.of(new Input(entry.line(), Optional.empty(), references(entry.value(), step)));
  }

  private static boolean isEmpty(YamlValue value) {
    return value.isNothing()
        || (value instanceof YamlValue.Mapping mapping && mapping.entries().isEmpty())
        || (value instanceof YamlValue.Sequence sequence && sequence.elements().isEmpty());
  }

  private List<Reference> references(YamlValue value, String step) {
    List<YamlValue> names =
        value instanceof YamlValue.Sequence sequence ? sequence.elements() : List.of(value);
    List<Reference> references = new ArrayList<>();
    for (YamlValue name : names) {
      if (name instanceof YamlValue.Scalar scalar && scalar.value() != null) {
        references.add(new Reference(scalar.line(), scalar.text()));
      } else {
        faults.add(
            name.line(),
            step,
            String.format(Locale.ROOT, "an input is %s", name.words()),
            INPUT_FIX);
      }
    }
    return references;
  }
}
