"""Longtail's weights files in PyTorch, and PyTorch's in Longtail.

    pip install torch torchvision pyarrow

A stored sub-model as a module in evaluation mode, and its logits for images of its size:

    import longtail_weights
    model, network = longtail_weights.load("steps/FreezeMask/.../weights.arrow")

    python longtail_weights.py logits weights.arrow cat.png dog.png

A torchvision ResNet's state_dict as a weights file, which the step ReadWeights takes:

    python longtail_weights.py convert resnet152.pth resnet152.arrow --depth 152

Tensors go by their state_dict names. Weights files have no num_batches_tracked: PyTorch counts batches
there and computes nothing from it while momentum is a number, as it is in these networks.
"""

import argparse
import json

import numpy
import pyarrow
import torch
from torch import nn
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet

VERSION = "1"
COUNTERS = ".num_batches_tracked"
IMAGENET_MEAN = [0.485, 0.456, 0.406]
IMAGENET_STD = [0.229, 0.224, 0.225]
RESNETS = {
    18: (BasicBlock, [2, 2, 2, 2]),
    34: (BasicBlock, [3, 4, 6, 3]),
    50: (Bottleneck, [3, 4, 6, 3]),
    101: (Bottleneck, [3, 4, 23, 3]),
    152: (Bottleneck, [3, 8, 36, 3]),
}
SCHEMA = pyarrow.schema(
    [
        pyarrow.field("name", pyarrow.utf8(), nullable=False),
        pyarrow.field(
            "shape",
            pyarrow.list_(pyarrow.field("item", pyarrow.int64(), nullable=False)),
            nullable=False,
        ),
        pyarrow.field(
            "values",
            pyarrow.list_(pyarrow.field("item", pyarrow.float32(), nullable=False)),
            nullable=False,
        ),
    ]
)


class CifarResNet(nn.Module):
    """ResNet for small images: depth 6 n + 2, three stages, 1x1 convolutions as shortcuts."""

    def __init__(self, depth, width, classes, channels):
        super().__init__()
        if depth < 8 or (depth - 2) % 6:
            raise ValueError(f"network cifar_resnet: depth {depth}; must be 6 n + 2")
        self.conv1 = nn.Conv2d(channels, width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.inputs = width
        blocks = (depth - 2) // 6
        self.layer1 = self._stage(width, blocks, 1)
        self.layer2 = self._stage(2 * width, blocks, 2)
        self.layer3 = self._stage(4 * width, blocks, 2)
        self.fc = nn.Linear(4 * width, classes)

    def _stage(self, outputs, blocks, stride):
        layers = []
        for _ in range(blocks):
            downsample = None
            if stride != 1 or self.inputs != outputs:
                downsample = nn.Sequential(
                    nn.Conv2d(self.inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
                )
            layers.append(BasicBlock(self.inputs, outputs, stride, downsample))
            self.inputs, stride = outputs, 1
        return nn.Sequential(*layers)

    def forward(self, images):
        x = torch.relu(self.bn1(self.conv1(images)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(x.mean((2, 3)))


def resnet(depth, width, classes, channels):
    """torchvision's ResNet; of another width or number of channels, with the layers that change."""
    if depth not in RESNETS:
        raise ValueError(f"network resnet: depth {depth}; must be one of {list(RESNETS)}")
    block, blocks = RESNETS[depth]
    model = ResNet(block, blocks, num_classes=classes)
    if width != 64 or channels != 3:
        model.conv1 = nn.Conv2d(channels, width, 7, 2, 3, bias=False)
    if width != 64:
        model.bn1 = nn.BatchNorm2d(width)
        model.inplanes = width
        model.layer1 = model._make_layer(block, width, blocks[0])
        model.layer2 = model._make_layer(block, 2 * width, blocks[1], stride=2)
        model.layer3 = model._make_layer(block, 4 * width, blocks[2], stride=2)
        model.layer4 = model._make_layer(block, 8 * width, blocks[3], stride=2)
        model.fc = nn.Linear(8 * width * block.expansion, classes)
    return model


def module(network):
    """A new module of the architecture that a weights file describes (`longtail.network`)."""
    architectures = {"cifar_resnet": CifarResNet, "resnet": resnet}
    if network["name"] not in architectures:
        raise ValueError(f"no network '{network['name']}'; there are {list(architectures)}")
    return architectures[network["name"]](
        network["depth"], network["width"], network["classes"], network["input"]["channels"]
    )


def read(path):
    """A weights file's state_dict, without num_batches_tracked, and its network description."""
    with pyarrow.memory_map(str(path)) as source:
        try:
            table = pyarrow.ipc.open_file(source).read_all()
        except pyarrow.ArrowInvalid as fault:
            raise ValueError(f"{path} is no weights file: {fault}") from fault
        metadata = table.schema.metadata or {}
        if metadata.get(b"longtail.kind") != b"weights":
            raise ValueError(f"{path} is no weights file; its metadata is {metadata}")
        if metadata.get(b"longtail.version") != VERSION.encode():
            found = metadata.get(b"longtail.version")
            raise ValueError(f"{path} is of layout version {found}, and this reads {VERSION}")
        tensors = {}
        for batch in table.to_batches():
            for name, shape, values in zip(*(batch.column(c) for c in SCHEMA.names)):
                floats = values.values.to_numpy(zero_copy_only=False).reshape(shape.as_py())
                tensors[name.as_py()] = torch.from_numpy(floats.copy())
    return tensors, json.loads(metadata[b"longtail.network"])


def load(path):
    """The module of a weights file in evaluation mode, and its network description."""
    tensors, network = read(path)
    return _filled(module(network), tensors).eval(), network


def _filled(model, tensors):
    # The counters may be left out; every other name must be there, and no more.
    counters = {k: v for k, v in model.state_dict().items() if k.endswith(COUNTERS)}
    model.load_state_dict({**counters, **tensors}, strict=True)
    return model


def write(path, tensors, network):
    """Writes a state_dict as a weights file, in the order of the module's own state_dict."""
    model = _filled(module(network), tensors)
    named = {k: v for k, v in model.state_dict().items() if not k.endswith(COUNTERS)}
    columns = [
        pyarrow.array(list(named), SCHEMA.field("name").type),
        pyarrow.array([list(v.shape) for v in named.values()], SCHEMA.field("shape").type),
        _lists([v.numpy().ravel() for v in named.values()]),
    ]
    metadata = {
        "longtail.kind": "weights",
        "longtail.version": VERSION,
        "longtail.stage": "1",
        "longtail.group": "all",
        "longtail.network": json.dumps(network),
    }
    schema = SCHEMA.with_metadata(metadata)
    with pyarrow.OSFile(str(path), "wb") as sink, pyarrow.ipc.new_file(sink, schema) as file:
        file.write_batch(pyarrow.record_batch(columns, schema=schema))


def _lists(arrays):
    offsets = numpy.cumsum([0] + [array.size for array in arrays]).astype(numpy.int32)
    return pyarrow.ListArray.from_arrays(
        offsets, numpy.concatenate(arrays), type=SCHEMA.field("values").type
    )


def describe(tensors, depth, name="resnet", size=(224, 224), mean=None, std=None):
    """The network description of a state_dict; all but what is given is read off its shapes."""
    for needed in "conv1.weight", "fc.weight":
        if needed not in tensors:
            raise ValueError(f"no tensor '{needed}'; give a ResNet's state_dict, not {list(tensors)[:5]}")
    classes = tensors["fc.weight"].shape[0]
    width, channels = tensors["conv1.weight"].shape[:2]
    normal = {"mean": mean or IMAGENET_MEAN, "std": std or IMAGENET_STD}
    if {len(values) for values in normal.values()} != {channels}:
        raise ValueError(f"give a mean and a std for each of {channels} channels, not {normal}")
    return {
        "name": name,
        "depth": depth,
        "width": width,
        "classes": classes,
        "input": {"channels": channels, "height": size[0], "width": size[1], **normal},
    }


def pixels(image, network):
    """An image file as the network takes it: [1, channels, height, width], normalised."""
    from PIL import Image

    entry = network["input"]
    picture = Image.open(image).convert("L" if entry["channels"] == 1 else "RGB")
    if (picture.height, picture.width) != (entry["height"], entry["width"]):
        raise ValueError(
            f"{image}: {picture.height}x{picture.width} pixels, but the network was trained on"
            f" {entry['height']}x{entry['width']}; bring the image to this size"
        )
    values = torch.from_numpy(numpy.asarray(picture, dtype=numpy.float32) / 255)
    values = values.reshape(entry["height"], entry["width"], entry["channels"])
    normalised = (values - torch.tensor(entry["mean"])) / torch.tensor(entry["std"])
    return normalised.permute(2, 0, 1)[None]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    logits = commands.add_parser("logits", help="print a stored network's logits for images")
    logits.add_argument("weights", help="weights.arrow")
    logits.add_argument("images", nargs="+", help="image files of the network's size")
    convert = commands.add_parser("convert", help="write a state_dict as a weights file")
    convert.add_argument("state_dict", help="file of torch.save(module.state_dict(), file)")
    convert.add_argument("weights", help="weights.arrow to write")
    convert.add_argument("--network", default="resnet", choices=["resnet", "cifar_resnet"])
    convert.add_argument("--depth", type=int, required=True)
    convert.add_argument("--size", type=int, nargs=2, default=[224, 224], metavar=("H", "W"))
    convert.add_argument("--mean", type=float, nargs="+", help="per channel; ImageNet's if left out")
    convert.add_argument("--std", type=float, nargs="+", help="per channel; ImageNet's if left out")
    given = parser.parse_args()
    try:
        run(given)
    except (OSError, RuntimeError, ValueError) as fault:
        raise SystemExit(f"longtail_weights: {fault}") from fault


def run(given):
    if given.command == "logits":
        model, network = load(given.weights)
        with torch.no_grad():
            for image in given.images:
                values = model(pixels(image, network))[0].tolist()
                print(image, *(f"{value:.6f}" for value in values))
    else:
        tensors = torch.load(given.state_dict, map_location="cpu", weights_only=True)
        network = describe(
            tensors, given.depth, given.network, given.size, given.mean, given.std
        )
        write(given.weights, tensors, network)
        print(json.dumps(network))


if __name__ == "__main__":
    main()
