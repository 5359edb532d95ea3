package org.longtail.runners;

import java.nio.file.Path;
import org.longtail.runners.cluster.FlinkMaster;
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

  /** How runs name a cluster that was started there. */
  FlinkMaster master() {
    return FlinkMaster.of(folder.toString());
  }
}
