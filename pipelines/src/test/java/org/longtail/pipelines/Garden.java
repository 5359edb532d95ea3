package org.longtail.pipelines;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Steps that write small texts: {@code PlantSeeds} gives images and a mask, {@code GraftBranch}
 * takes both, {@code PickFruit} takes any number of images.
 */
final class Garden {

  private static final StepType PLANT =
      new StepType(
          "PlantSeeds",
          "1",
          "Writes what is planted",
          List.of(),
          List.of(
              Port.one("plant", ArtifactKind.IMAGES, "the plant"),
              Port.one("label", ArtifactKind.MASK, "its label")));

  private static final StepType GRAFT =
      new StepType(
          "GraftBranch",
          "1",
          "Joins a plant and a label",
          List.of(
              Port.one("plant", ArtifactKind.IMAGES, "what is grafted"),
              Port.one("label", ArtifactKind.MASK, "what it is called"),
              Port.optional("fruit", ArtifactKind.EVALUATION, "fruit of another year")),
          List.of(Port.one("plant", ArtifactKind.IMAGES, "the plant")));

  private static final StepType PICK =
      new StepType(
          "PickFruit",
          "1",
          "Joins any number of plants",
          List.of(Port.many("input", ArtifactKind.IMAGES, "plants")),
          List.of(Port.one("fruit", ArtifactKind.EVALUATION, "the fruit")));

  private Garden() {}

  /** Plants seeds. */
  @AutoService(SchemaTransformProvider.class)
  public static final class Plant extends StepProvider<PlantConfig> {
    public Plant() {
      super(PLANT, PlantConfig.class);
    }

    @Override
    protected LabelledTransform create(Variants<PlantConfig> configs) {
      return new PlantTransform(configs);
    }
  }

  /** Grafts a branch. */
  @AutoService(SchemaTransformProvider.class)
  public static final class Graft extends StepProvider<NoConfig> {
    public Graft() {
      super(GRAFT, NoConfig.class);
    }

    @Override
    protected LabelledTransform create(Variants<NoConfig> configs) {
      return new GraftTransform(configs);
    }
  }

  /** Picks fruit. */
  @AutoService(SchemaTransformProvider.class)
  public static final class Pick extends StepProvider<NoConfig> {
    public Pick() {
      super(PICK, NoConfig.class);
    }

    @Override
    protected LabelledTransform create(Variants<NoConfig> configs) {
      return new PickTransform(configs);
    }
  }

  private static final class PlantTransform extends StepTransform<PlantConfig> {
    PlantTransform(Variants<PlantConfig> configs) {
      super(PLANT, PlantConfig.class, configs, PlantTransform::plant);
    }

    private static void plant(StepContext<PlantConfig> context) throws IOException {
      PlantConfig config = context.config();
      String text = String.format(Locale.ROOT, "%d %s", config.getCount(), config.getSpecies());
      Files.writeString(context.output("plant", "plant.txt"), text);
      Files.writeString(context.output("label", "label.txt"), "label of " + text);
    }
  }

  private static final class GraftTransform extends StepTransform<NoConfig> {
    GraftTransform(Variants<NoConfig> configs) {
      super(GRAFT, NoConfig.class, configs, GraftTransform::graft);
    }

    private static void graft(StepContext<NoConfig> context) throws IOException {
      Files.writeString(
          context.output("plant", "plant.txt"),
          Files.readString(context.input("plant"))
              + " with "
              + Files.readString(context.input("label")));
    }
  }

  private static final class PickTransform extends StepTransform<NoConfig> {
    PickTransform(Variants<NoConfig> configs) {
      super(PICK, NoConfig.class, configs, PickTransform::pick);
    }

    private static void pick(StepContext<NoConfig> context) throws IOException {
      StringBuilder fruit = new StringBuilder();
      for (Path plant : context.inputs("input")) {
        fruit.append(Files.readString(plant)).append('\n');
      }
      Files.writeString(context.output("fruit", "fruit.txt"), fruit);
    }
  }
}
