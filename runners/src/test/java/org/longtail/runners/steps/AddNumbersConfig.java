package org.longtail.runners.steps;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;

/** Configuration of {@link AddNumbers}. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked
public abstract class AddNumbersConfig implements Serializable {

  @SchemaFieldDescription("A sum above this fails")
  @Default("1000")
  public abstract @Nullable Long getLimit();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_AddNumbersConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setLimit(@Nullable Long value);

    public abstract AddNumbersConfig build();
  }
}
