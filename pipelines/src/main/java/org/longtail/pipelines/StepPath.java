package org.longtail.pipelines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where a step stands in a document. */
final class StepPath {

  private static final String PIPELINE = "pipeline";
  private static final String TRANSFORMS = "transforms";
  private static final List<String> ENDS = List.of("source", "sink");

  private StepPath() {}

  /** The names of the steps that a document has. */
  static Set<String> names(Node document) {
    return paths(document).keySet();
  }

  /** The keys and indices that lead to the step of a name. */
  static Optional<List<String>> of(Node document, String name) {
    return Optional.ofNullable(paths(document).get(name));
  }

  private static Map<String, List<String>> paths(Node document) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    Optional<Node> pipeline = YamlNodes.get(document, PIPELINE);
    pipeline
        .flatMap(node -> YamlNodes.get(node, TRANSFORMS))
        .ifPresent(
            list -> {
              if (list instanceof SequenceNode sequence) {
                for (int i = 0; i < sequence.getValue().size(); i++) {
                  List<String> path = List.of(PIPELINE, TRANSFORMS, Integer.toString(i));
                  name(sequence.getValue().get(i)).ifPresent(name -> paths.put(name, path));
                }
              }
            });
    for (String end : ENDS) {
      pipeline
          .flatMap(node -> YamlNodes.get(node, end))
          .flatMap(StepPath::name)
          .ifPresent(name -> paths.put(name, List.of(PIPELINE, end)));
    }
    return paths;
  }

  /** A step goes by its type unless it has a name. */
  private static Optional<String> name(Node step) {
    return text(step, "name").or(() -> text(step, "type"));
  }

  /** A text of a step. */
  static Optional<String> text(Node step, String key) {
    return YamlNodes.get(step, key)
        .flatMap(
            node ->
                node instanceof ScalarNode scalar
                    ? Optional.of(scalar.getValue())
                    : Optional.empty());
  }
}
