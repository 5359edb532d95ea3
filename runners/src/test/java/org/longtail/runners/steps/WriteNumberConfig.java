package org.longtail.runners.steps;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.longtail.transforms.step.Range;

/** Configuration of {@link WriteNumber}. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked
public abstract class WriteNumberConfig implements Serializable {

  @SchemaFieldDescription("The number")
  @Range(from = 0)
  public abstract long getValue();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_WriteNumberConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setValue(long value);

    public abstract WriteNumberConfig build();
  }
}
