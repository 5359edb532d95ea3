package org.longtail.pipelines;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** YAML as a tree that can be changed and written out again. Changed trees are new ones. */
final class YamlNodes {

  private static final int WIDTH = 100;

  private YamlNodes() {}

  /** A tree as text. */
  static String text(Node document) {
    DumperOptions options = new DumperOptions();
    options.setWidth(WIDTH);
    options.setSplitLines(false);
    StringWriter text = new StringWriter();
    new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
        .serialize(document, text);
    return text.toString();
  }

  /** A value as a person gives it, without a place: what is no YAML is text. */
  static Node value(String text) {
    try {
      Node node =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (node != null && !(node instanceof ScalarNode scalar && isBareText(scalar))) {
        return unplaced(node);
      }
    } catch (YAMLException e) {
      // Such as '@here': no YAML, so text.
    }
    return text.isBlank()
        ? new ScalarNode(Tag.NULL, "", null, null, DumperOptions.ScalarStyle.PLAIN)
        : text(text, DumperOptions.ScalarStyle.DOUBLE_QUOTED);
  }

  /** An unquoted '#' is no comment in a value, so that the whole of it counts. */
  private static boolean isBareText(ScalarNode node) {
    return node.isPlain() && node.getTag().equals(Tag.STR);
  }

  private static ScalarNode text(String text, DumperOptions.ScalarStyle style) {
    return new ScalarNode(Tag.STR, text, null, null, style);
  }

  /** A tree without lines: it stands in no file. */
  private static Node unplaced(Node node) {
    if (node instanceof MappingNode mapping) {
      List<NodeTuple> tuples = new ArrayList<>();
      mapping
          .getValue()
          .forEach(
              tuple ->
                  tuples.add(
                      new NodeTuple(unplaced(tuple.getKeyNode()), unplaced(tuple.getValueNode()))));
      return new MappingNode(mapping.getTag(), tuples, mapping.getFlowStyle());
    }
    if (node instanceof SequenceNode sequence) {
      return new SequenceNode(
          sequence.getTag(),
          sequence.getValue().stream().map(YamlNodes::unplaced).toList(),
          sequence.getFlowStyle());
    }
    ScalarNode scalar = (ScalarNode) node;
    return new ScalarNode(scalar.getTag(), scalar.getValue(), null, null, scalar.getScalarStyle());
  }

  /** The value of a key, if it is there; YAML's merge key is followed. */
  static Optional<Node> get(Node node, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    Optional<Node> merged = Optional.empty();
    for (NodeTuple tuple : mapping.getValue()) {
      if (isKey(tuple, key)) {
        return Optional.of(tuple.getValueNode());
      }
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE) && merged.isEmpty()) {
        Node value = tuple.getValueNode();
        List<Node> sources =
            value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
        merged = sources.stream().flatMap(source -> get(source, key).stream()).findFirst();
      }
    }
    return merged;
  }

  /** A mapping with a key set. */
  static MappingNode with(MappingNode mapping, String key, Node value) {
    List<NodeTuple> tuples = new ArrayList<>();
    NodeTuple changed = new NodeTuple(text(key, DumperOptions.ScalarStyle.PLAIN), value);
    boolean found = false;
    for (NodeTuple tuple : mapping.getValue()) {
      boolean same = isKey(tuple, key);
      tuples.add(same ? changed : tuple);
      found |= same;
    }
    if (!found) {
      tuples.add(changed);
    }
    return new MappingNode(
        mapping.getTag(),
        true,
        tuples,
        mapping.getStartMark(),
        mapping.getEndMark(),
        mapping.getFlowStyle());
  }

  /** A list with an element set. */
  static SequenceNode with(SequenceNode list, int index, Node value) {
    List<Node> elements = new ArrayList<>(list.getValue());
    elements.set(index, value);
    return new SequenceNode(
        list.getTag(), true, elements, list.getStartMark(), list.getEndMark(), list.getFlowStyle());
  }

  /** A mapping without keys, in one line when it is written. */
  static MappingNode empty() {
    return new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.FLOW);
  }

  /** Whether a value is YAML's null, or not there. */
  static boolean isNothing(@Nullable Node node) {
    return node == null || node.getTag().equals(Tag.NULL);
  }

  private static boolean isKey(NodeTuple tuple, String key) {
    return tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
  }
}
