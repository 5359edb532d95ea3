package org.longtail.pipelines;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.OneOf;
import org.longtail.transforms.step.Range;

/** A field of each type that a pipeline file can give. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked
public abstract class PlantConfig implements Serializable {

  @SchemaFieldDescription("What is planted")
  public abstract String getSpecies();

  @SchemaFieldDescription("How many")
  @Default("1")
  @Range(from = 1)
  @Nullable
  public abstract Integer getCount();

  @SchemaFieldDescription("Seed of the run")
  @Default("1")
  @Nullable
  public abstract Long getSeed();

  @SchemaFieldDescription("Water, as a share")
  @Default("0.5")
  @Range(from = 0, to = 1)
  @Nullable
  public abstract Double getWaterShare();

  @SchemaFieldDescription("Where the sun is")
  @Default("\"south\"")
  @OneOf({"south", "north"})
  @Nullable
  public abstract String getSun();

  @SchemaFieldDescription("Whether it is a tree")
  @Default("false")
  @Nullable
  public abstract Boolean getTree();

  @SchemaFieldDescription("Heights in metres")
  @Default("[]")
  @Nullable
  public abstract List<Double> getHeights();

  @SchemaFieldDescription("Days by month")
  @Nullable
  public abstract Map<String, Integer> getDays();

  public static Builder builder() {
    return new AutoValue_PlantConfig.Builder();
  }

  /** Builds a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {
    public abstract Builder setSpecies(String value);

    public abstract Builder setCount(@Nullable Integer value);

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setWaterShare(@Nullable Double value);

    public abstract Builder setSun(@Nullable String value);

    public abstract Builder setTree(@Nullable Boolean value);

    public abstract Builder setHeights(@Nullable List<Double> value);

    public abstract Builder setDays(@Nullable Map<String, Integer> value);

    public abstract PlantConfig build();
  }
}
