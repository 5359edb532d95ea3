package org.longtail.runners.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a Flink cluster tells over REST, and is told; {@link FlinkMaster#rest} gives it. */
public final class FlinkRest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A private cluster sends whoever speaks plain HTTP elsewhere. */
  private static final int LEAST_REDIRECT = 300;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FlinkMaster master;
  private final HttpClient client;

  FlinkRest(FlinkMaster master) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    master.keys().ifPresent(keys -> client.sslContext(keys.context()));
    this.master = master;
    this.client = client.build();
  }

  /**
   * A job of the cluster.
   *
   * @param id Flink's number of it
   * @param state such as {@code RUNNING}, {@code FINISHED}, {@code FAILED}, {@code CANCELED}
   */
  public record Job(String id, String state) {

    /** Whether it has come to an end, whichever. */
    public boolean ended() {
      return state.equals("FINISHED") || state.equals("FAILED") || state.equals("CANCELED");
    }
  }

  /**
   * How many slots the cluster has, free or not.
   *
   * @throws IllegalArgumentException if there is no cluster, or it is of another version than 1.19
   */
  public int slots() {
    try {
      JsonNode overview = get("/overview");
      String version = overview.path("flink-version").asText();
      if (!version.startsWith("1.19.")) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the cluster at %s is Flink %s; 1.19 is needed",
                master.address(),
                version));
      }
      return overview.path("slots-total").asInt();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no Flink cluster at %s (%s); start one with 'longtail cluster start', or give its address with --flink-master, of a private one its folder",
              master.address(),
              e),
          e);
    }
  }

  /** How many task managers are registered; 0 if the cluster does not answer. */
  int taskManagers() {
    try {
      return get("/overview").path("taskmanagers").asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether the cluster answers. */
  boolean answers() {
    try {
      get("/overview");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The newest job of this name, if there is one. */
  public Optional<Job> job(String name) throws IOException {
    return StreamSupport.stream(get("/jobs/overview").path("jobs").spliterator(), false)
        .filter(job -> job.path("name").asText().equals(name))
        .max((a, b) -> Long.compare(a.path("start-time").asLong(), b.path("start-time").asLong()))
        .map(job -> new Job(job.path("jid").asText(), job.path("state").asText()));
  }

  /** Asks the cluster to cancel a job. */
  public void cancel(Job job) throws IOException {
    send(request("/jobs/" + job.id()).method("PATCH", HttpRequest.BodyPublishers.noBody()).build());
  }

  private JsonNode get(String path) throws IOException {
    return JSON.readTree(send(request(path).GET().build()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(master.uri(path)).timeout(TIMEOUT);
  }

  private String send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= LEAST_REDIRECT) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s answers %d: %s",
                request.uri(),
                answer.statusCode(),
                answer.body()));
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
