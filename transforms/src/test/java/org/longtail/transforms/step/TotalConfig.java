package org.longtail.transforms.step;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Configuration of {@link Total}, with a field of each sort. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked
public abstract class TotalConfig implements Serializable {

  @SchemaFieldDescription("What the sum is multiplied by")
  @Range(from = 1)
  public abstract Integer getFactor();

  @SchemaFieldDescription("A sum above this fails")
  @Default("1000")
  public abstract @Nullable Long getLimit();

  @SchemaFieldDescription("A share")
  @Default("0.8")
  @Range(from = 0, to = 1, above = true, below = true)
  public abstract @Nullable Double getRhoM();

  @SchemaFieldDescription("How to round")
  @Default("\"down\"")
  @OneOf({"down", "up"})
  public abstract @Nullable String getRounding();

  @SchemaFieldDescription("Ratios")
  @Default("[0, 0.5]")
  @Range(from = 0, to = 1)
  public abstract @Nullable List<Double> getRatios();

  @SchemaFieldDescription("Counts by group")
  @Default("{\"many\": 101, \"few\": 0}")
  @Range(from = 0)
  public abstract @Nullable Map<String, Long> getGroups();

  @SchemaFieldDescription("May be left out")
  public abstract @Nullable Double getOffset();

  @SchemaFieldDescription("Where a further number is; none if left out")
  @Location
  public abstract @Nullable String getPath();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_TotalConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setFactor(Integer value);

    public abstract Builder setLimit(@Nullable Long value);

    public abstract Builder setRhoM(@Nullable Double value);

    public abstract Builder setRounding(@Nullable String value);

    public abstract Builder setRatios(@Nullable List<Double> value);

    public abstract Builder setGroups(@Nullable Map<String, Long> value);

    public abstract Builder setOffset(@Nullable Double value);

    public abstract Builder setPath(@Nullable String value);

    public abstract TotalConfig build();
  }
}
