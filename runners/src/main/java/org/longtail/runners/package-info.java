/**
 * The command line: runs a pipeline file on a Flink cluster inside the process, shows how far it
 * is, and reports what came out.
 *
 * <pre>
 * RunCommand ─ PipelineFile ─ Beam pipeline ─ EmbeddedFlink ─┐
 *      │                                                     ├─ run folder: events.jsonl
 *      └─ RunFollower ─ StepLedger, progress on the console ─┘
 * </pre>
 */
@NullMarked
package org.longtail.runners;

import org.jspecify.annotations.NullMarked;
