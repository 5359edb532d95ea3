package org.longtail.transforms.pruning;

import java.util.List;
import java.util.function.Supplier;
import org.longtail.learning.FreePositions;
import org.longtail.learning.Network;
import org.longtail.learning.StageTrainer;
import org.longtail.schemas.arrow.Tensor;

/**
 * A network that is pruned, and all that its pruning needs.
 *
 * @param network changed in place; whoever made it closes it
 * @param own the positions that pruning ratios count in: those that were free when the stage began,
 *     or all of a network that has no stages
 * @param trainer retrains what is kept
 * @param importance scores of the network as it is, a tensor for each decoupled one, in network
 *     order
 * @param stage 1..T, names what is drawn; 1 for a network that has no stages
 */
public record PrunedNetwork(
    Network network,
    FreePositions own,
    StageTrainer trainer,
    Supplier<List<Tensor>> importance,
    int stage) {}
