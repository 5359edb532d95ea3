/**
 * What a run would do, told before it starts: which steps are in the store, which run, and why.
 *
 * <pre>
 * Beam pipeline ─ Planner ─ step by step: inputs known? ─ key ─ in the store? ─ PlannedStep ─ Plan
 *                              Forecast     no: depends     no: runs, Reasons from an EarlierRun
 * </pre>
 *
 * Nothing is executed and nothing is written, but for the store's own notes of the files that it
 * has found whole, which save the run from reading them again.
 */
@NullMarked
package org.longtail.pipelines.plan;

import org.jspecify.annotations.NullMarked;
