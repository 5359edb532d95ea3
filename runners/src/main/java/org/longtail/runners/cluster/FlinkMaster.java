package org.longtail.runners.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.longtail.schemas.FilePath;

/**
 * A Flink cluster, as {@code --flink-master} names it.
 *
 * @param name {@code host:port}, or the folder of a cluster on this machine
 * @param address {@code host:port} of its REST interface
 * @param keys what a private cluster wants to be shown
 */
public record FlinkMaster(String name, String address, Optional<ClusterKeys> keys) {

  private static final Pattern ADDRESS = Pattern.compile("[^:/\\s]+:[0-9]{1,5}");

  /**
   * The cluster of this name.
   *
   * @throws IllegalArgumentException if it is no address, nor a folder whose cluster was started
   */
  public static FlinkMaster of(String name) {
    if (ADDRESS.matcher(name).matches()) {
      return new FlinkMaster(name, name, Optional.empty());
    }
    Path folder = FilePath.of(name).toAbsolutePath().normalize();
    try {
      return ClusterState.read(folder)
          .map(state -> of(state, folder))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      String.format(
                          Locale.ROOT,
                          "--flink-master %s: must be HOST:PORT, the address of Flink's dashboard, or the folder of a cluster that 'longtail cluster start' started",
                          name)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          String.format(
              Locale.ROOT,
              "--flink-master %s: what the folder tells of its cluster cannot be read",
              name),
          e);
    }
  }

  static FlinkMaster of(ClusterState state, Path folder) {
    return new FlinkMaster(folder.toString(), state.master(), ClusterKeys.in(folder));
  }

  /** What it tells over REST, and is told. */
  public FlinkRest rest() {
    return new FlinkRest(this);
  }

  /** Where a path of its REST interface is. */
  public URI uri(String path) {
    return URI.create(
        String.format(
            Locale.ROOT, "%s://%s%s", keys.isPresent() ? "https" : "http", address, path));
  }
}
