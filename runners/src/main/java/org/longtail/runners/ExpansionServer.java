package org.longtail.runners;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.apache.beam.fn.harness.ExternalWorkerService;
import org.apache.beam.sdk.expansion.service.ExpansionServiceOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.util.construction.resources.PipelineResources;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.Server;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.netty.NettyServerBuilder;
import org.longtail.transforms.step.LongtailOptions;

/** Beam's expansion service, with every step type that is on the class path. */
final class ExpansionServer implements AutoCloseable {

  private final Server server;

  private ExpansionServer(Server server) {
    this.server = server;
  }

  /**
   * Starts the service on this machine's loopback address.
   *
   * @param port 0 for one that is free
   * @param store where the transforms of expanded pipelines keep their artifacts
   * @throws IOException if it cannot listen on the port
   */
  static ExpansionServer start(int port, StorePlace store) throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.as(LongtailOptions.class).setStore(store.uri());
    return start(port, options);
  }

  /**
   * Starts the service on this machine's loopback address, with Beam's options for it.
   *
   * @param options for every expansion; the files to stage are the class path unless they say
   *     otherwise
   * @throws IOException if it cannot listen on the port
   */
  static ExpansionServer start(int port, PipelineOptions options) throws IOException {
    PipelineOptionsFactory.register(ExpansionServiceOptions.class);
    List<String> files = filesToStage(options);
    // An expansion takes these from its request where the service has none of its own.
    options.as(PortablePipelineOptions.class).setFilesToStage(files);
    NettyServerBuilder server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(
                new StepExpansionService(options, String.format(Locale.ROOT, "localhost:%d", port)))
            .addService(new StagedArtifactService(files));
    if (options.as(ExpansionServiceOptions.class).getAlsoStartLoopbackWorker()) {
      server.addService(new ExternalWorkerService(options));
    }
    return new ExpansionServer(server.build().start());
  }

  private static List<String> filesToStage(PipelineOptions options) {
    List<String> given = options.as(PortablePipelineOptions.class).getFilesToStage();
    return given != null && !given.isEmpty()
        ? given
        : PipelineResources.detectClassPathResourcesToStage(
            ExpansionServer.class.getClassLoader(), options);
  }

  /** Where it listens. */
  int port() {
    return server.getPort();
  }

  /** Waits until the service is closed. */
  void await() throws InterruptedException {
    server.awaitTermination();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
