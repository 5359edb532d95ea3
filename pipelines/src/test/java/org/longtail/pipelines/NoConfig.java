package org.longtail.pipelines;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;

/** Next to nothing to configure. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked
public abstract class NoConfig implements Serializable {

  @SchemaFieldDescription("A remark that is kept with the result")
  @Default("\"\"")
  @Nullable
  public abstract String getRemark();

  public static Builder builder() {
    return new AutoValue_NoConfig.Builder();
  }

  /** Builds a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {
    public abstract Builder setRemark(@Nullable String value);

    public abstract NoConfig build();
  }
}
