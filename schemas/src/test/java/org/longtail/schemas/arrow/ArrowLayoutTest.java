package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another reader of Arrow files finds in ours. */
class ArrowLayoutTest {

  private static final Map<String, List<String>> COLUMNS =
      Map.ofEntries(
          Map.entry("weights", List.of("name utf8", "shape list<int64>", "values list<float32>")),
          Map.entry(
              "checkpoint", List.of("name utf8", "shape list<int64>", "values list<float32>")),
          Map.entry("mask", List.of("name utf8", "shape list<int64>", "keep list<bool>")),
          Map.entry("importance", List.of("name utf8", "shape list<int64>", "score list<float32>")),
          Map.entry(
              "sampling",
              List.of(
                  "class int32",
                  "label utf8",
                  "count int64",
                  "group utf8",
                  "probability float64",
                  "alpha float64")),
          Map.entry(
              "sweep",
              List.of(
                  "gamma float64",
                  "accuracy float64",
                  "many float64",
                  "medium float64",
                  "few float64",
                  "chosen bool")),
          Map.entry("outputs", List.of("image int64", "outputs list<float32>")),
          Map.entry(
              "predictions",
              List.of(
                  "image int64",
                  "label int32",
                  "predicted int32",
                  "lambda list<float32>",
                  "probabilities list<float32>")),
          Map.entry("images", List.of("image int64", "label int32", "pixels binary")),
          Map.entry(
              "evaluation",
              List.of(
                  "model utf8",
                  "scope utf8",
                  "subset utf8",
                  "images int64",
                  "accuracy float64",
                  "class_accuracy float64",
                  "lambda list<float32>")),
          Map.entry(
              "balance",
              List.of(
                  "model utf8",
                  "scope utf8",
                  "subset utf8",
                  "importance float64",
                  "share float64",
                  "accuracy float64",
                  "group_correlation float64",
                  "class_correlation float64")));

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    file = folder.resolve("a.arrow");
  }

  static List<Layouts> layouts() {
    return Layouts.all().toList();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void theColumnsAreTheDocumentedOnes(Layouts layout) throws IOException {
    layout.writing().to(file);

    assertThat(schema().getFields().stream().map(field -> field.getName() + " " + type(field)))
        .isEqualTo(COLUMNS.get(layout.kind().id()));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void noColumnHoldsNulls(Layouts layout) throws IOException {
    layout.writing().to(file);

    assertThat(schema().getFields())
        .allSatisfy(
            field -> {
              assertThat(field.isNullable()).isFalse();
              assertThat(field.getChildren()).noneMatch(Field::isNullable);
            });
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void theMetadataNamesKindAndVersion(Layouts layout) throws IOException {
    layout.writing().to(file);

    assertThat(schema().getCustomMetadata())
        .containsEntry("longtail.kind", layout.kind().id())
        .containsEntry("longtail.version", "1");
  }

  @Test
  void theMetadataOfWeightsDescribesTheNetwork() throws IOException {
    Layouts.weights().write(file);

    JsonNode network =
        new ObjectMapper().readTree(schema().getCustomMetadata().get("longtail.network"));

    assertThat(network)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"name": "cifar_resnet", "depth": 8, "width": 4, "classes": 2,
                     "input": {"channels": 1, "height": 2, "width": 3,
                               "mean": [0.286], "std": [0.353]}}
                    """));
  }

  @Test
  void theMetadataOfImportanceNamesTheCriterion() throws IOException {
    Layouts.importance().write(file);

    assertThat(schema().getCustomMetadata()).containsEntry("longtail.criterion", "fisher");
  }

  private Schema schema() throws IOException {
    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      return reader.getVectorSchemaRoot().getSchema();
    }
  }

  /** The type in the words of Arrow's format documentation. */
  private static String type(Field field) {
    return switch (field.getType().toString()) {
      case "Utf8" -> "utf8";
      case "Binary" -> "binary";
      case "Bool" -> "bool";
      case "Int(32, true)" -> "int32";
      case "Int(64, true)" -> "int64";
      case "FloatingPoint(SINGLE)" -> "float32";
      case "FloatingPoint(DOUBLE)" -> "float64";
      case "List" -> String.format(Locale.ROOT, "list<%s>", type(field.getChildren().get(0)));
      default -> field.getType().toString();
    };
  }
}
