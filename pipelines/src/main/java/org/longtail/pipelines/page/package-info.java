/**
 * The results page: what finished runs found out, side by side, and beside what the paper claims. A
 * YAML file says which rows and claims stand on the page; every number comes from the runs.
 *
 * <pre>
 * results.yaml ─ ResultsFile ─┐
 *                             ├─ PageComposer ─ ResultsPage ─ page.md.jinja ─ Markdown
 * run folders ── FinishedRun ─┘
 * </pre>
 */
@NullMarked
package org.longtail.pipelines.page;

import org.jspecify.annotations.NullMarked;
