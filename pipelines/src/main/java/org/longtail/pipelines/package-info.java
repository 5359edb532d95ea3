/**
 * Pipeline files in Beam YAML's syntax: read, rendered, checked as a whole, and built into a Beam
 * pipeline.
 *
 * <pre>
 * file ─ TemplateRenderer ─ YamlReader ─ PipelineParser ─ PipelineChecker ─ PipelineBuilder ─ Pipeline
 *         Jinja variables    lines kept    Beam's syntax     every fault        steps, inputs
 * </pre>
 *
 * {@link org.longtail.pipelines.PipelineFile} is the way in. Nothing runs before a file is free of
 * faults, and all faults are told at once.
 */
@NullMarked
package org.longtail.pipelines;

import org.jspecify.annotations.NullMarked;
