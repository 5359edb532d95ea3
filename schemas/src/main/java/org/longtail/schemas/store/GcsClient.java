package org.longtail.schemas.store;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the client of Google Cloud Storage up. It speaks HTTP and JSON. */
final class GcsClient {

  /** Names the host of an emulator, with or without {@code http://}; no credentials are needed. */
  static final String EMULATOR = "STORAGE_EMULATOR_HOST";

  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/devstorage.read_write");

  /** The client wants one, though nothing that is done with objects in a bucket depends on it. */
  private static final String PROJECT = "longtail";

  private GcsClient() {}

  /**
   * The client for Google's servers with the application default credentials, or for an emulator.
   *
   * @param environment of this process
   * @throws StoreException if there are no credentials
   */
  static StorageOptions of(GcsSettings settings, Map<String, String> environment) {
    @Nullable String emulator = environment.get(EMULATOR);
    if (emulator != null && !emulator.isBlank()) {
      return of(settings, NoCredentials.getInstance())
          .setHost(withScheme(emulator.strip()))
          .build();
    }
    return of(settings, applicationDefault()).build();
  }

  /** The client with these credentials. */
  static StorageOptions.Builder of(GcsSettings settings, Credentials credentials) {
    return StorageOptions.http()
        .setCredentials(credentials)
        .setProjectId(PROJECT)
        .setTransportOptions(
            HttpTransportOptions.newBuilder()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                .build())
        .setRetrySettings(
            StorageOptions.getDefaultRetrySettings().toBuilder()
                .setInitialRetryDelayDuration(settings.firstRetry())
                .setRetryDelayMultiplier(2)
                .setMaxRetryDelayDuration(settings.firstRetry().multipliedBy(16))
                .setTotalTimeoutDuration(settings.patience())
                .build());
  }

  /** The same client, but it tries each request only once. */
  static StorageOptions impatient(StorageOptions options) {
    return options.toBuilder()
        .setRetrySettings(options.getRetrySettings().toBuilder().setMaxAttempts(1).build())
        .build();
  }

  private static Credentials applicationDefault() {
    try {
      return GoogleCredentials.getApplicationDefault().createScoped(SCOPES);
    } catch (IOException e) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "no credentials for Google Cloud Storage were found; %s; for an emulator set %s (%s)",
              GcsFaults.SIGN_IN,
              EMULATOR,
              e.getMessage()),
          e);
    }
  }

  private static String withScheme(String host) {
    String url = host.contains("://") ? host : "http://" + host;
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
