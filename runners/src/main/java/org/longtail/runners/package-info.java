/**
 * The command line: runs a pipeline file on a Flink cluster inside the process, shows how far it
 * is, and reports what came out.
 *
 * <pre>
 * RunCommand ────┐
 *                ├─ Execution ─ plan ─ PipelineRun ─ Beam pipeline ─ EmbeddedFlink ─┐
 * ReplayCommand ─┘                          │                                       ├─ run folder
 *                                           └─ RunFollower ─ StepLedger, console ───┘     │
 * RunsCommand, ShowCommand, CompareCommand, LineageCommand ─ RunHistory ─ StoredRun ──────┘
 * </pre>
 */
@NullMarked
package org.longtail.runners;

import org.jspecify.annotations.NullMarked;
