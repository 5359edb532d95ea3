package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts steps after the steps that they read, and finds those that wait for each other. */
final class StepOrder {

  private final Faults faults;

  StepOrder(Faults faults) {
    this.faults = faults;
  }

  /** The steps in an order in which they can run; ties keep the order given. */
  List<StepNode> of(List<StepNode> nodes) {
    Map<String, StepNode> waiting = new LinkedHashMap<>();
    nodes.forEach(node -> waiting.putIfAbsent(node.name(), node));
    List<StepNode> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      StepNode next =
          waiting.values().stream()
              .filter(node -> upstream(node, waiting).isEmpty())
              .findFirst()
              .orElseGet(() -> breakCycle(waiting));
      ordered.add(next);
      waiting.remove(next.name());
    }
    return ordered;
  }

  private static Set<String> upstream(StepNode node, Map<String, StepNode> waiting) {
    return node.inputs().values().stream()
        .flatMap(List::stream)
        .map(StepNode.Source::step)
        .filter(waiting::containsKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Every waiting step reads another: going upstream must come back to where it was. */
  private StepNode breakCycle(Map<String, StepNode> waiting) {
    List<String> path = new ArrayList<>();
    String name = waiting.keySet().iterator().next();
    while (!path.contains(name)) {
      path.add(name);
      name = upstream(node(waiting, name), waiting).iterator().next();
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
    StepNode first =
        waiting.values().stream()
            .filter(node -> cycle.contains(node.name()))
            .findFirst()
            .orElseThrow();
    faults.add(
        first.line(),
        first.name(),
        cycle.size() == 1
            ? "it reads its own output"
            : String.format(
                Locale.ROOT, "a cycle: %s read each other's outputs", String.join(", ", cycle)),
        "take one of these inputs away");
    return first;
  }

  private static StepNode node(Map<String, StepNode> waiting, String name) {
    StepNode node = waiting.get(name);
    if (node == null) {
      throw new AssertionError("no waiting step " + name);
    }
    return node;
  }
}
