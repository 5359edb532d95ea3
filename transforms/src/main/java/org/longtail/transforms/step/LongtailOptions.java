package org.longtail.transforms.step;

import com.google.auto.service.AutoService;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/** Pipeline options of every pipeline with Longtail steps. None of them enters a step key. */
public interface LongtailOptions extends PipelineOptions {

  @Description("Artifact store: a folder, or gs://bucket/prefix")
  @Default.String(".longtail")
  String getStore();

  void setStore(String store);

  @Description("Name of the run whose folder takes the events; no events are kept without one")
  @Default.String("")
  String getRun();

  void setRun(String run);

  @Description(
      "Names of steps that are computed although they are in the store, each once in a run; parts of a step are meant too")
  @Default.InstanceFactory(NoNames.class)
  List<String> getForce();

  void setForce(List<String> steps);

  @Description(
      "How many events the run's folder held before this run began: those of an earlier run of the same name")
  @Default.Integer(0)
  int getEventsBefore();

  void setEventsBefore(int events);

  @Description("Where networks live: auto (a GPU if the process sees one), cpu or gpu")
  @Default.String("auto")
  String getDevice();

  void setDevice(String device);

  @Description(
      "How masks, and images that are not compressed already, are compressed when they are written: none, lz4 or zstd; readers understand all")
  @Default.String("none")
  String getCompression();

  void setCompression(String compression);

  /** An empty list. */
  final class NoNames implements DefaultValueFactory<List<String>> {
    @Override
    public List<String> create(PipelineOptions options) {
      return List.of();
    }
  }

  /** Makes the options known to Beam's command line parser. */
  @AutoService(PipelineOptionsRegistrar.class)
  final class Registrar implements PipelineOptionsRegistrar {
    @Override
    public Iterable<Class<? extends PipelineOptions>> getPipelineOptions() {
      return List.of(LongtailOptions.class);
    }
  }
}
