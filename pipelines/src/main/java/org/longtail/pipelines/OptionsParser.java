package org.longtail.pipelines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the pipeline options of a file. */
final class OptionsParser {

  private final Faults faults;

  OptionsParser(Faults faults) {
    this.faults = faults;
  }

  Map<String, String> parse(YamlValue.@Nullable Entry entry) {
    Map<String, String> options = new LinkedHashMap<>();
    if (entry == null || entry.value().isNothing()) {
      return options;
    }
    if (!(entry.value() instanceof YamlValue.Mapping mapping)) {
      faults.add(
          entry.line(),
          String.format(Locale.ROOT, "'options' is %s", entry.value().words()),
          "make it a map of pipeline options");
      return options;
    }
    mapping
        .entries()
        .forEach(
            (name, option) ->
                option(option.value())
                    .ifPresentOrElse(
                        value -> options.put(name, value),
                        () ->
                            faults.add(
                                option.line(),
                                String.format(
                                    Locale.ROOT, "option '%s' is %s", name, option.value().words()),
                                "give it a text, a number, true, false, or a list of these")));
    return options;
  }

  /** An option as Beam's command line writes it. */
  private static Optional<String> option(YamlValue value) {
    if (value instanceof YamlValue.Scalar scalar && scalar.value() != null) {
      return Optional.of(
          scalar.value() instanceof Boolean truth ? truth.toString() : scalar.text());
    }
    if (value instanceof YamlValue.Sequence sequence) {
      List<Optional<String>> elements =
          sequence.elements().stream()
              .map(
                  element ->
                      element instanceof YamlValue.Sequence
                          ? Optional.<String>empty()
                          : option(element))
              .toList();
      return elements.stream().allMatch(Optional::isPresent)
          ? Optional.of(
              elements.stream().map(Optional::orElseThrow).collect(Collectors.joining(",")))
          : Optional.empty();
    }
    return Optional.empty();
  }
}
