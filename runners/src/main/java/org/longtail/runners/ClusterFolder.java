package org.longtail.runners;

import java.nio.file.Path;
import org.longtail.runners.cluster.LocalCluster;
import picocli.CommandLine.Option;

/** Which cluster of this machine a command is about. */
final class ClusterFolder {

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = ".longtail-cluster",
      description = "Where the cluster's configuration and logs are. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  LocalCluster cluster() {
    return new LocalCluster(folder);
  }
}
