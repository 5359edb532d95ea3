package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcsPlaceTest {

  @ParameterizedTest
  @CsvSource({
    "gs://bucket, bucket, ''",
    "gs://bucket/, bucket, ''",
    "gs://bucket/prefix, bucket, prefix/",
    "gs://bucket/prefix/, bucket, prefix/",
    "gs://my-bucket.example.org/a/b c, my-bucket.example.org, a/b c/"
  })
  void aUriNamesBucketAndPrefix(String uri, String bucket, String prefix) {
    assertThat(GcsPlace.of(uri)).isEqualTo(new GcsPlace(bucket, prefix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://", "gs:///a", "gs://Bucket", "gs://b", "gs://bucket//a", "gs:/b/a"})
  void aUriThatNamesNoPlaceIsRefused(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GcsPlace.of(uri))
        .withMessageStartingWith("store '%s': must be gs://bucket or gs://bucket/prefix", uri);
  }

  @Test
  void objectsAreNamedByTheirWholeUri() {
    assertThat(GcsPlace.of("gs://bucket/a").uri("runs/one/run.json"))
        .isEqualTo("gs://bucket/a/runs/one/run.json");
  }
}
