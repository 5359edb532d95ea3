/**
 * What a run found out: accuracy of each sub-model and of each way to join them, and the mean
 * weight of each sub-model, read from the evaluations in the artifact store (section 7 of the
 * method).
 *
 * <pre>
 * finished events of Evaluate steps ─ manifests ─ evaluation.arrow ─ RunResults
 * </pre>
 */
@NullMarked
package org.longtail.pipelines.report;

import org.jspecify.annotations.NullMarked;
