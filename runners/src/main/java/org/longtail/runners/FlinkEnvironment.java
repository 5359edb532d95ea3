package org.longtail.runners;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphGenerator;

/**
 * Flink's environment for graphs in which paths part and meet again many times, as those of several
 * stages do. Before Flink generates a job it looks for unbounded sources along every path of the
 * graph, and the number of paths doubles with each step (FLINK-37645). This environment has it look
 * at the sources alone, which is the same question.
 */
final class FlinkEnvironment extends StreamExecutionEnvironment {

  private FlinkEnvironment(Configuration configuration) {
    super(configuration);
  }

  /** Runs what makes its environment from Flink's context, as {@code --flinkMaster=[auto]} does. */
  static void use(Configuration target, Runnable pipeline) {
    initializeContextEnvironment(
        given -> {
          Configuration configuration = new Configuration(given);
          configuration.addAll(target);
          return new FlinkEnvironment(configuration);
        });
    try {
      pipeline.run();
    } finally {
      resetContextEnvironment();
    }
  }

  @Override
  public StreamGraph getStreamGraph(boolean clearTransformations) {
    StreamGraph graph =
        new StreamGraphGenerator(new Graph(transformations), config, checkpointCfg, configuration)
            .generate();
    if (clearTransformations) {
      transformations.clear();
    }
    return graph;
  }

  /**
   * The graph's transformations; as a stream, of which Flink asks about sources, its sources alone.
   */
  private static final class Graph extends ArrayList<Transformation<?>> {

    private static final long serialVersionUID = 1L;

    Graph(Collection<Transformation<?>> transformations) {
      super(transformations);
    }

    @Override
    public Stream<Transformation<?>> stream() {
      Set<Transformation<?>> seen = new HashSet<>(this);
      Deque<Transformation<?>> open = new ArrayDeque<>(this);
      List<Transformation<?>> sources = new ArrayList<>();
      while (!open.isEmpty()) {
        Transformation<?> transformation = open.pop();
        if (transformation.getInputs().isEmpty()) {
          sources.add(transformation);
        }
        transformation.getInputs().stream().filter(seen::add).forEach(open::push);
      }
      return sources.stream();
    }
  }
}
