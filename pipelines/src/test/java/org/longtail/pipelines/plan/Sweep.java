package org.longtail.pipelines.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.pipelines.PlantConfig;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/** A step that consists of parts, a part for each count from 1, and a choice among them. */
record Sweep(int counts) {

  private static final String NAME = "Sweep";

  static Sweep of(int counts) {
    return new Sweep(counts);
  }

  void on(Pipeline pipeline) {
    apply(PCollectionRowTuple.empty(pipeline));
  }

  void expandOn(PCollection<Row> rows) {
    apply(PCollectionRowTuple.of("plant", rows));
  }

  private void apply(PCollectionRowTuple input) {
    PCollectionList<Row> parts = PCollectionList.empty(input.getPipeline());
    for (int count = 1; count <= counts; count++) {
      parts =
          parts.and(
              input
                  .apply("Count " + count, new Part(count).named(NAME + "/count " + count))
                  .get("grown"));
    }
    PCollectionRowTuple.of("plants", parts.apply("All", Flatten.pCollections()))
        .apply("Choice", new Choice().named(NAME));
  }

  private static PlantConfig config(int count) {
    return PlantConfig.builder().setSpecies("oak").setCount(count).build();
  }

  private static final class Part extends StepTransform<PlantConfig> {
    Part(int count) {
      super(
          new StepType(
              "GrowPlant",
              "1",
              "Grows a plant",
              List.of(Port.many("plant", ArtifactKind.IMAGES, "what it grows from")),
              List.of(Port.one("grown", ArtifactKind.IMAGES, "the plant"))),
          PlantConfig.class,
          Variants.same(config(count)),
          Part::grow);
    }

    private static void grow(StepContext<PlantConfig> context) throws IOException {
      Files.writeString(
          context.output("grown", "grown.txt"), Integer.toString(context.config().getCount()));
    }
  }

  private static final class Choice extends StepTransform<PlantConfig> {
    Choice() {
      super(
          new StepType(
              "ChoosePlant",
              "1",
              "Chooses a plant",
              List.of(Port.many("plants", ArtifactKind.IMAGES, "the plants")),
              List.of(Port.one("chosen", ArtifactKind.IMAGES, "the one"))),
          PlantConfig.class,
          Variants.same(config(1)),
          Choice::choose);
    }

    private static void choose(StepContext<PlantConfig> context) throws IOException {
      StringBuilder all = new StringBuilder();
      for (Path plant : context.inputs("plants")) {
        all.append(Files.readString(plant));
      }
      Files.writeString(context.output("chosen", "chosen.txt"), all);
    }
  }
}
