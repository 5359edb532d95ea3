"""Writes the fixtures of PyTorchParityTest beside this file: what PyTorch computes.

Run once, on a processor, with torch 2.13.0, torchvision 0.28.0, pyarrow 25.0.1 and numpy 2.4.6, as

    PYTHONPATH=docs/pytorch python transforms/src/test/resources/pytorch/expected_logits.py

(torchvision's networks are Python; its compiled operators, which they do not use, were not loaded.)
The build needs no Python. Weights and images are formulas of a tensor's name and a position, which the
test computes too: `uniform` is exact, and each later operation rounds once, to float32.
"""

import json
import math
import pathlib
import zlib

import longtail_weights
import numpy
import torch
import torchvision

HERE = pathlib.Path(__file__).parent
CLASSES = 3
# name, depth, width, channels, height, width in pixels, images
NETWORKS = [
    ("cifar_resnet", 8, 16, 1, 28, 28, 2),
    ("cifar_resnet", 20, 16, 3, 33, 31, 2),
    ("cifar_resnet", 32, 16, 3, 32, 32, 2),
    ("resnet", 18, 64, 3, 33, 33, 2),
    ("resnet", 34, 16, 1, 64, 64, 2),
    ("resnet", 50, 64, 3, 65, 70, 2),
    ("resnet", 101, 16, 3, 48, 48, 2),
    ("resnet", 152, 64, 3, 64, 64, 1),
]
WRITTEN = ("cifar_resnet", 8, 2, 1, 9, 9)


def uniform(name, count):
    """Uniform in [-1, 1): the upper 24 bits of SplitMix64, which the name's CRC-32 seeds."""
    z = numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
    z += numpy.uint64(zlib.crc32(name.encode()) << 32)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    z ^= z >> numpy.uint64(31)
    return (z >> numpy.uint64(40)).astype(numpy.float32) / numpy.float32(2**23) - numpy.float32(1)


def affine(name, shape):
    """Scale and offset of a tensor's values: He's variance, and batch norms that keep it."""
    if len(shape) >= 2:
        return math.sqrt(6 / math.prod(shape[1:])), 0.0
    if name.endswith("running_var"):
        return 0.5, 0.75
    if name.endswith("weight"):
        return 0.25, 0.5
    return 0.25, 0.0


def values(name, shape):
    scale, offset = (numpy.float32(number) for number in affine(name, shape))
    return torch.from_numpy((uniform(name, math.prod(shape)) * scale + offset).reshape(shape))


def model_of(network):
    model = longtail_weights.module(network)
    tensors = {
        name: tensor if name.endswith(longtail_weights.COUNTERS) else values(name, list(tensor.shape))
        for name, tensor in model.state_dict().items()
    }
    model.load_state_dict(tensors, strict=True)
    return model.eval()


def images_of(network, count):
    size = network["input"]
    shape = [count, size["channels"], size["height"], size["width"]]
    return torch.from_numpy(uniform("images", math.prod(shape)).reshape(shape))


def network_of(name, depth, width, channels, height, columns):
    normal = {"mean": [0.5] * channels, "std": [0.25] * channels}
    size = {"channels": channels, "height": height, "width": columns, **normal}
    return {"name": name, "depth": depth, "width": width, "classes": CLASSES, "input": size}


def write_fixture(file, network, model, images):
    """One JSON file: the network, its state_dict's names and shapes in order, and the logits."""
    with torch.no_grad():
        logits = model(images)
        exact = model.double()(images.double())
    error = (logits - exact).abs().max().item()
    assert error < 1e-5, f"{file}: single precision is {error} off"
    state_dict = [
        f"{name} {list(tensor.shape)}"
        for name, tensor in model.state_dict().items()
        if not name.endswith(longtail_weights.COUNTERS)
    ]
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__}
    content = {**versions, "network": network, "images": len(images)}
    content |= {"logits": logits.tolist(), "state_dict": state_dict}
    (HERE / file).write_text(json.dumps(content, indent=1) + "\n")


def main():
    for *architecture, count in NETWORKS:
        network = network_of(*architecture)
        file = f"{network['name']}-{network['depth']}.json"
        write_fixture(file, network, model_of(network), images_of(network, count))
    network = network_of(*WRITTEN)
    model = model_of(network)
    longtail_weights.write(HERE / "written-by-pytorch.arrow", model.state_dict(), network)
    write_fixture("written-by-pytorch.json", network, model, images_of(network, 2))


if __name__ == "__main__":
    main()
