package org.longtail.pipelines;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML into values with lines; YAML's core types alone, never objects of other classes. */
final class YamlReader {

  /** Values of a document: aliases of aliases would make a few lines into billions. */
  private static final int MOST_VALUES = 100_000;

  private static final Set<Tag> TAGS =
      Set.of(
          Tag.MAP,
          Tag.SEQ,
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE);

  private final IntUnaryOperator lines;
  private final Faults faults;
  private final Scalars scalars = new Scalars();
  private int values;

  private YamlReader(IntUnaryOperator lines, Faults faults) {
    this.lines = lines;
    this.faults = faults;
  }

  /** The one document of a text; nothing if it is no YAML, which is then a fault. */
  static Optional<YamlValue> read(RenderedText rendered, Faults faults) {
    return new YamlReader(rendered::templateLine, faults).document(rendered.text());
  }

  /** A document that is YAML for sure; nodes without a mark have line 0. */
  static YamlValue read(Node document, Faults faults) {
    return new YamlReader(line -> line, faults).value(document);
  }

  private Optional<YamlValue> document(String text) {
    try {
      LoaderOptions options = new LoaderOptions();
      Node node =
          new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
              .getSingleNode();
      if (node == null) {
        faults.add(1, "the file is empty", "start it with 'pipeline:'");
        return Optional.empty();
      }
      return Optional.of(value(node));
    } catch (UnknownTag e) {
      faults.add(
          line(e.getProblemMark()),
          e.getProblem(),
          "remove the tag: a value's form tells what it is");
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : " " + e.getContext();
      faults.add(
          line(e.getProblemMark()),
          String.format(
              Locale.ROOT, "not valid YAML%s: %s", context, String.valueOf(e.getProblem()).strip()),
          "check indentation, brackets and quotes around this line");
    } catch (YAMLException e) {
      faults.add(0, "not valid YAML: " + String.valueOf(e.getMessage()).strip(), "");
    }
    return Optional.empty();
  }

  private YamlValue value(Node node) {
    if (++values > MOST_VALUES) {
      throw new ParserException(
          null,
          null,
          String.format(Locale.ROOT, "more than %d values, with those of aliases", MOST_VALUES),
          node.getStartMark());
    }
    if (!TAGS.contains(node.getTag())) {
      throw new UnknownTag(node);
    }
    if (node.isTwoStepsConstruction()) {
      throw new ParserException(
          null, null, "an alias stands inside its own anchor", node.getStartMark());
    }
    if (node instanceof MappingNode mapping) {
      return new YamlValue.Mapping(line(node.getStartMark()), entries(mapping));
    }
    if (node instanceof SequenceNode sequence) {
      return new YamlValue.Sequence(
          line(node.getStartMark()), sequence.getValue().stream().map(this::value).toList());
    }
    return scalar((ScalarNode) node);
  }

  private YamlValue.Scalar scalar(ScalarNode node) {
    Object value = scalars.value(node);
    boolean core = value == null || value instanceof Number || value instanceof Boolean;
    return new YamlValue.Scalar(
        line(node.getStartMark()), node.getValue(), core ? value : node.getValue());
  }

  private Map<String, YamlValue.Entry> entries(MappingNode node) {
    Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
    Map<String, YamlValue.Entry> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      int line = line(tuple.getKeyNode().getStartMark());
      YamlValue value = value(tuple.getValueNode());
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(value, line, merged);
      } else if (tuple.getKeyNode() instanceof ScalarNode key) {
        YamlValue.Entry earlier = entries.get(key.getValue());
        if (earlier == null) {
          entries.put(key.getValue(), new YamlValue.Entry(line, value));
        } else {
          faults.add(
              line,
              String.format(
                  Locale.ROOT,
                  "key '%s' stands twice, first in line %d",
                  key.getValue(),
                  earlier.line()),
              "remove one of them");
        }
      } else {
        faults.add(line, "a key is a list or a map", "use text as key");
      }
    }
    merged.forEach(entries::putIfAbsent);
    return entries;
  }

  /** YAML's merge key: the earlier of several maps wins. */
  private void merge(YamlValue value, int line, Map<String, YamlValue.Entry> merged) {
    if (value instanceof YamlValue.Mapping mapping) {
      mapping.entries().forEach(merged::putIfAbsent);
    } else if (value instanceof YamlValue.Sequence sequence) {
      sequence.elements().forEach(element -> merge(element, line, merged));
    } else {
      faults.add(
          line,
          String.format(Locale.ROOT, "'<<' merges %s", value.words()),
          "give it an alias of a map");
    }
  }

  private int line(@Nullable Mark mark) {
    return mark == null ? 0 : lines.applyAsInt(mark.getLine() + 1);
  }

  /** A value has a tag that is not YAML's own. */
  private static final class UnknownTag extends MarkedYAMLException {

    private static final long serialVersionUID = 1L;

    UnknownTag(Node node) {
      super(
          null,
          null,
          String.format(
              Locale.ROOT,
              "the YAML tag '%s' is not allowed",
              node.getTag().getValue().replaceFirst("^tag:yaml\\.org,2002:", "!!")),
          node.getStartMark());
    }
  }

  /** YAML's own rules for what a scalar is. */
  private static final class Scalars extends SafeConstructor {
    Scalars() {
      super(new LoaderOptions());
    }

    @Nullable Object value(ScalarNode node) {
      return constructObject(node);
    }
  }
}
