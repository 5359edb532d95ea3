package org.longtail.runners;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.beam.runners.fnexecution.artifact.ArtifactRetrievalService;
import org.apache.beam.sdk.expansion.service.ExpansionService;
import org.apache.beam.sdk.expansion.service.ExpansionServiceOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.Server;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.netty.NettyServerBuilder;
import org.longtail.transforms.step.LongtailOptions;

/** Beam's own expansion service, with every transform that is on the class path. */
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
    PipelineOptionsFactory.register(ExpansionServiceOptions.class);
    PipelineOptions options = PipelineOptionsFactory.create();
    options.as(LongtailOptions.class).setStore(store.uri());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new ExpansionServer(
        NettyServerBuilder.forAddress(address)
            .addService(new ExpansionService(options))
            .addService(new ArtifactRetrievalService())
            .build()
            .start());
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
