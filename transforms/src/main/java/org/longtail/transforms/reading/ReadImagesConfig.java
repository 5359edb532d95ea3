package org.longtail.transforms.reading;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.Location;
import org.longtail.transforms.step.OneOf;
import org.longtail.transforms.step.Range;

/**
 * Where images come from. Fields that are left out get their defaults when a transform is made from
 * the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class ReadImagesConfig implements Serializable {

  @SchemaFieldDescription(
      "Format of the files: those of MNIST and its kin (idx), the binary version of CIFAR-100 (cifar100), or image files with a list of each split (list)")
  @Default("\"idx\"")
  @OneOf({DataSet.IDX, DataSet.CIFAR_100, DataSet.LIST})
  public abstract @Nullable String getFormat();

  @SchemaFieldDescription(
      "Folder with the files, for lists the root of the images; a relative one is looked for beside the pipeline file")
  @Location
  public abstract String getPath();

  @SchemaFieldDescription(
      "For lists: the file that lists the training images, a line each of path and label")
  @Location
  public abstract @Nullable String getTrainList();

  @SchemaFieldDescription(
      "For lists: the file that lists the test images, a line each of path and label")
  @Location
  public abstract @Nullable String getTestList();

  @SchemaFieldDescription(
      "For lists: height and width in pixels at which networks take the images; 224 if left out")
  @Range(from = 1, to = 4096)
  public abstract @Nullable Integer getSize();

  @SchemaFieldDescription(
      "Images of the first class when the training split is cut to a long tail; as many as the largest class has if left out; needs 'beta'")
  @Range(from = 1)
  public abstract @Nullable Integer getNMax();

  @SchemaFieldDescription(
      "Images of the first class over those of the last when the training split is cut to a long tail; it stays whole if left out")
  @Range(from = 1)
  public abstract @Nullable Double getBeta();

  @SchemaFieldDescription("Seed of the choice of images when the training split is cut")
  @Default("1")
  public abstract @Nullable Long getSubsetSeed();

  @SchemaFieldDescription(
      "Mean of each channel on the 0..1 scale; measured on the training images if left out")
  @Range(from = 0, to = 1)
  public abstract @Nullable List<Double> getMean();

  @SchemaFieldDescription(
      "Standard deviation of each channel on the 0..1 scale; measured on the training images if left out")
  @Range(from = 0, above = true)
  public abstract @Nullable List<Double> getStd();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_ReadImagesConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setFormat(@Nullable String value);

    public abstract Builder setPath(String value);

    public abstract Builder setTrainList(@Nullable String value);

    public abstract Builder setTestList(@Nullable String value);

    public abstract Builder setSize(@Nullable Integer value);

    public abstract Builder setNMax(@Nullable Integer value);

    public abstract Builder setBeta(@Nullable Double value);

    public abstract Builder setSubsetSeed(@Nullable Long value);

    public abstract Builder setMean(@Nullable List<Double> value);

    public abstract Builder setStd(@Nullable List<Double> value);

    public abstract ReadImagesConfig build();
  }
}
