/**
 * How evenly a model's parameters serve the class groups (METHOD section 7, figure 1b of the
 * paper): mean importance by group and class, for each sub-model alone and for all together, and
 * its correlation to accuracy. One network, such as a baseline, is measured in the same way.
 *
 * <pre>
 * images ─────┐
 * sub_models ─┤
 * evaluation ─┼─ ImportanceBalance ─ balance: balance.arrow
 * sampling ───┘
 * </pre>
 */
@NullMarked
package org.longtail.transforms.balance;

import org.jspecify.annotations.NullMarked;
