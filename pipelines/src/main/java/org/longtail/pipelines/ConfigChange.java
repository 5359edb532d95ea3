package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.longtail.transforms.step.ConfigField;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Sets fields of one step's configuration in a document; what cannot be set is a fault. */
final class ConfigChange {

  private static final String CONFIG = "config";

  private final String step;
  private final StepCatalog catalog;
  private final Faults faults;

  ConfigChange(String step, StepCatalog catalog, Faults faults) {
    this.step = step;
    this.catalog = catalog;
    this.faults = faults;
  }

  /**
   * The document with a field set; the same one if that cannot be.
   *
   * @param field its name; a dot leads into it, to a key of a map or an index of a list from 0
   * @param value as YAML; nothing takes the field away
   */
  Node apply(Node document, String field, String value) {
    Optional<List<String>> place = StepPath.of(document, step);
    if (place.isEmpty()) {
      reportStep(document);
      return document;
    }
    List<String> inner = List.of(field.split("\\.", -1));
    List<String> path = new ArrayList<>(place.get());
    path.add(CONFIG);
    if (inner.size() > 1) {
      document = withDefault(document, path, inner.get(0));
    }
    path.addAll(inner);
    return with(document, path, 0, YamlNodes.value(value), field);
  }

  /** To set a part of a field that is left out is to change its default. */
  private Node withDefault(Node document, List<String> config, String field) {
    Optional<Node> stepNode = at(document, config.subList(0, config.size() - 1));
    Optional<Node> given =
        at(document, config)
            .flatMap(node -> YamlNodes.get(node, field))
            .filter(ConfigChange::given);
    Optional<String> standard =
        stepNode
            .flatMap(node -> StepPath.text(node, "type"))
            .flatMap(catalog::find)
            .flatMap(
                provider ->
                    provider.fields().stream()
                        .filter(known -> known.name().equals(field))
                        .findFirst())
            .flatMap(ConfigField::defaultJson);
    if (given.isPresent() || standard.isEmpty()) {
      return document;
    }
    List<String> path = new ArrayList<>(config);
    path.add(field);
    return with(document, path, 0, YamlNodes.value(standard.get()), field);
  }

  private static boolean given(Node node) {
    return !YamlNodes.isNothing(node);
  }

  private static Optional<Node> at(Node node, List<String> path) {
    Optional<Node> found = Optional.of(node);
    for (String key : path) {
      found =
          found.flatMap(
              parent ->
                  parent instanceof SequenceNode list
                      ? Optional.of(list.getValue().get(Integer.parseInt(key)))
                      : YamlNodes.get(parent, key));
    }
    return found;
  }

  /** A copy of the nodes along a path, of which the last is the value. */
  private Node with(Node node, List<String> path, int depth, Node value, String field) {
    if (depth == path.size()) {
      return value;
    }
    String key = path.get(depth);
    if (node instanceof SequenceNode list) {
      int index = index(key, list.getValue().size());
      if (index < 0) {
        report(
            String.format(Locale.ROOT, "field '%s': there is no element '%s'", field, key),
            list.getValue().isEmpty()
                ? "the list is empty: set it whole"
                : String.format(
                    Locale.ROOT, "its elements are 0 to %d", list.getValue().size() - 1));
        return node;
      }
      Node inner = with(list.getValue().get(index), path, depth + 1, value, field);
      return YamlNodes.with(list, index, inner);
    }
    if (node instanceof ScalarNode scalar && !YamlNodes.isNothing(scalar)) {
      report(
          String.format(
              Locale.ROOT, "field '%s': there is no '%s' in '%s'", field, key, scalar.getValue()),
          "a dot leads into a map or a list");
      return node;
    }
    MappingNode mapping = node instanceof MappingNode map ? map : YamlNodes.empty();
    Node before = YamlNodes.get(mapping, key).orElseGet(YamlNodes::empty);
    return YamlNodes.with(mapping, key, with(before, path, depth + 1, value, field));
  }

  private static int index(String key, int size) {
    try {
      int index = Integer.parseInt(key);
      return index < size ? index : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void reportStep(Node document) {
    List<String> names = List.copyOf(StepPath.names(document));
    faults.add(
        0,
        String.format(Locale.ROOT, "there is no step '%s'", step),
        names.stream()
            .filter(name -> step.startsWith(name + "/"))
            .findFirst()
            .map(
                whole ->
                    String.format(
                        Locale.ROOT,
                        "it is a part of '%s': set the fields of that, from which its parts have theirs",
                        whole))
            .orElseGet(() -> NearestName.fix(step, names, "the steps are")));
  }

  private void report(String message, String fix) {
    faults.add(0, step, message, fix);
  }
}
