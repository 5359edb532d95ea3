package org.longtail.runners.steps;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.longtail.transforms.step.Range;

/** Configuration of {@link Meeting}. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked
public abstract class MeetingConfig implements Serializable {

  @SchemaFieldDescription("How many parts meet")
  @Range(from = 1)
  public abstract long getParts();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_MeetingConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setParts(long value);

    public abstract MeetingConfig build();
  }
}
