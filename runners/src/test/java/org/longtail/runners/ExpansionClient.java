package org.longtail.runners;

import org.apache.beam.model.expansion.v1.ExpansionServiceGrpc;
import org.apache.beam.model.jobmanagement.v1.ArtifactRetrievalServiceGrpc;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannel;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannelBuilder;

/** An expansion service, and who asks it over gRPC. */
final class ExpansionClient implements AutoCloseable {

  private final ExpansionServer server;
  private final ManagedChannel channel;

  ExpansionClient(ExpansionServer server) {
    this.server = server;
    this.channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  int port() {
    return server.port();
  }

  ExpansionServiceGrpc.ExpansionServiceBlockingStub expansions() {
    return ExpansionServiceGrpc.newBlockingStub(channel);
  }

  ArtifactRetrievalServiceGrpc.ArtifactRetrievalServiceBlockingStub artifacts() {
    return ArtifactRetrievalServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
