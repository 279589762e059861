"""Image classifiers with random weights as ONNX files of other programs, with what they must give.

usage: foreign_models.py OUT [--only NAME,...] [--exporters torchscript,dynamo,torchscript-folded] [--smooth] [--small]

For each network and exporter OUT/NAME.EXPORTER.onnx, and for each network OUT/NAME.bin and OUT/NAME.json. The bin
has float32 numbers in a row: the pictures, ONNX Runtime's scores of the first file, and PyTorch's gradients of the
mean cross-entropy by each weight, in evaluation mode. The json has the labels, the shapes, and for each weight its
shape, sum and sum of squares, by which the file's initialisers are recognised, and its second element, by which a
transposed one is. Networks of Keras have no gradients. `--smooth` puts Softplus in the place of every ReLU and the
mean in that of every maximum of pooling, whose gradients jump where rounding changes a sign or an order. `--small`
makes small networks of each family: the fixtures in src/nn/foreign/testing/models.
"""

import argparse
import json
import os
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")
CLASSES, BATCH, SMALL_BATCH, SEED = 10, 4, 2, 7


def large_networks():
    import timm
    import torchvision.models as tv

    of_torchvision = lambda name, **options: lambda: getattr(tv, name)(weights=None, num_classes=CLASSES, **options)
    of_timm = lambda name, **options: lambda: timm.create_model(name, num_classes=CLASSES, **options)
    sides = {
        **{name: (of_torchvision(name), 64) for name in ("resnet18", "resnet50", "densenet121", "convnext_tiny")},
        **{
            name: (of_torchvision(name), 96)
            for name in (
                *("mobilenet_v2", "mobilenet_v3_small", "efficientnet_b0", "squeezenet1_1", "shufflenet_v2_x1_0"),
                *("mnasnet1_0", "regnet_y_400mf"),
            )
        },
        **{name: (of_torchvision(name), 224) for name in ("vgg11_bn", "alexnet")},
        "googlenet": (of_torchvision("googlenet", aux_logits=False, init_weights=False), 96),
        **{
            name: (of_timm(name), 96)
            for name in (
                *("ghostnet_100", "legacy_seresnet18", "efficientnet_lite0", "convnext_atto", "hrnet_w18_small"),
                *("regnetx_002", "rexnet_100", "tinynet_a", "mobileone_s0", "resnext26ts", "cspresnet50", "dla34"),
                *("selecsls42", "res2net50_14w_8s", "skresnet18", "resnest14d", "hardcorenas_a", "lcnet_050"),
                *("mobilenetv4_conv_small", "fastvit_t8", "repghostnet_050", "starnet_s1", "edgenext_xx_small"),
            )
        },
        **{name: (of_timm(name), 64) for name in ("repvgg_a0", "convmixer_768_32", "poolformer_s12", "dpn48b")},
        **{name: (of_timm(name), 128) for name in ("inception_v3", "xception41", "inception_v4")},
        **{
            name: (of_timm(name, img_size=96), 96)
            for name in (
                *("vit_tiny_patch16_224", "deit_tiny_patch16_224", "mixer_s32_224", "beit_base_patch16_224"),
                *("gmlp_ti16_224", "resmlp_12_224"),
            )
        },
        "swin_tiny_patch4_window7_224": (of_timm("swin_tiny_patch4_window7_224", img_size=112), 112),
        **{
            name: (of_timm(name), 224)
            for name in (
                *("levit_128s", "efficientformer_l1", "coat_tiny", "xcit_nano_12_p16_224", "maxvit_rmlp_pico_rw_256"),
                *("mobilevit_xxs", "pit_ti_224", "cait_xxs24_224", "crossvit_tiny_240", "twins_svt_small"),
                *("tnt_s_patch16_224", "visformer_tiny", "swinv2_tiny_window8_256", "nest_tiny", "pvt_v2_b0"),
                *("davit_tiny", "focalnet_tiny_srf", "mvitv2_tiny", "volo_d1_224", "eva02_tiny_patch14_224"),
            )
        },
    }
    for name, side in (("maxvit_rmlp_pico_rw_256", 256), ("mobilevit_xxs", 256), ("crossvit_tiny_240", 240)):
        sides[name] = (sides[name][0], side)
    sides["swinv2_tiny_window8_256"] = (sides["swinv2_tiny_window8_256"][0], 256)
    sides["vit_small_patch14_dinov2"] = (of_timm("vit_small_patch14_dinov2", img_size=98), 98)
    sides["eva02_tiny_patch14_224"] = (of_timm("eva02_tiny_patch14_224", img_size=98), 98)
    return sides


def small_networks():
    from small_networks import networks

    return networks(CLASSES)


def make_smooth(model):
    """Replaces ReLU and ReLU6 by Softplus, also where a network calls the function, and the pooling of maxima by means."""
    import torch

    softplus = lambda x, inplace=False: torch.nn.functional.softplus(x)
    for place in (torch, torch.nn.functional, torch.Tensor):
        place.relu = place.relu_ = softplus
    torch.nn.functional.relu6 = softplus
    torch.nn.functional.max_pool2d = torch.nn.functional.avg_pool2d
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, (torch.nn.ReLU, torch.nn.ReLU6)):
                setattr(module, name, torch.nn.Softplus())
            if isinstance(child, torch.nn.MaxPool2d):
                window = (child.kernel_size, child.stride, child.padding, child.ceil_mode)
                setattr(module, name, torch.nn.AvgPool2d(*window))


def prepared(factory, side, is_smooth):
    """A network whose weights, scales and statistics are all different from 0 and 1, as after training."""
    import torch

    torch.manual_seed(SEED)
    model = factory()
    if is_smooth:
        make_smooth(model)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.squeeze().dim() <= 1:
                parameter.add_(torch.randn_like(parameter) * 0.05)
            elif not parameter.any():
                parameter.normal_(0, 0.02)
        for module in model.modules():
            if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
                module.momentum = None  # a cumulative average
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0
        model.train()
        for _ in range(2):
            model(torch.randn(8, 3, side, side))
    return model.eval()


def export(model, side, path, exporter):
    import torch

    pictures = torch.randn(2, 3, side, side)
    names = dict(input_names=["input"], output_names=["output"])
    if exporter in ("torchscript", "torchscript-folded"):
        folds = exporter == "torchscript-folded"
        keep = {} if folds else dict(training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
        axes = {"input": {0: "batch"}, "output": {0: "batch"}}
        torch.onnx.export(model, (pictures,), path, opset_version=17, dynamo=False, dynamic_axes=axes, **keep, **names)
    else:
        batch = ({0: torch.export.Dim("batch")},)
        is_small = os.path.basename(path).startswith("small_")
        how = dict(dynamo=True, dynamic_shapes=batch, verbose=False, external_data=not is_small)
        torch.onnx.export(model, (pictures,), path, **how, **names)
        if is_small:
            without_notes(path)


def without_notes(path):
    """Leaves out where in the source each node comes from, most of a small file."""
    import onnx

    model = onnx.load(path)
    for part in (model.graph, *model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    model.graph.ClearField("value_info")
    onnx.save(model, path)


def scores(path, pictures):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: pictures})[0]


def describe(path, pictures, labels, weights):
    """Writes what a file must give; `weights` is a list of (name, values, gradient)."""
    output = scores(path, pictures)
    parts = [pictures, output, *(gradient for _, _, gradient in weights)]
    stem = os.path.join(os.path.dirname(path), os.path.basename(path).split(".")[0])
    np.concatenate([part.astype("<f4").ravel() for part in parts]).tofile(f"{stem}.bin")
    rows = [
        dict(name=name, shape=list(values.shape), sum=float(values.astype("f8").sum()), squares=float((values.astype("f8") ** 2).sum()), second=float(values.ravel()[min(1, values.size - 1)]))
        for name, values, _ in weights
    ]
    with open(f"{stem}.json", "w") as file:
        json.dump(dict(labels=labels.tolist(), input=list(pictures.shape), output=list(output.shape), weights=rows), file)


def torch_files(out, name, factory, side, exporters, is_smooth):
    import torch

    model = prepared(factory, side, is_smooth)
    generator = torch.Generator().manual_seed(3)
    batch = SMALL_BATCH if name.startswith("small_") else BATCH
    pictures = torch.randn(batch, 3, side, side, generator=generator)
    labels = torch.randint(0, CLASSES, (batch,), generator=generator)
    named = list(model.named_parameters())
    loss = torch.nn.functional.cross_entropy(model(pictures), labels)
    found = torch.autograd.grad(loss, [weight for _, weight in named], allow_unused=True)
    weights = [(n, w.detach().numpy(), g.numpy()) for (n, w), g in zip(named, found) if g is not None]
    is_described = False
    for exporter in exporters:
        path = f"{out}/{name}.{exporter}.onnx"
        try:
            export(model, side, path, exporter)
            if not is_described:
                describe(path, pictures.numpy(), labels.numpy(), weights)
            is_described = True
            print(path, flush=True)
        except Exception as error:
            print(f"{path}: can't be exported: {type(error).__name__} {str(error)[:120]}", file=sys.stderr, flush=True)


def keras_files(out, only):
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    import keras

    networks = {
        "MobileNetV2": 96, "ResNet50V2": 64, "EfficientNetV2B0": 64, "Xception": 96, "NASNetMobile": 224, "DenseNet121": 64,
        "MobileNetV3Small": 96, "ConvNeXtTiny": 64,
    }
    for name, side in networks.items():
        if only and f"keras_{name}" not in only:
            continue
        keras.utils.set_random_seed(SEED)
        path = f"{out}/keras_{name}.keras.onnx"
        try:
            # With its preprocessing included, Keras's exporter leaves the mean and the deviation as inputs without values.
            plain = {"include_preprocessing": False} if name == "EfficientNetV2B0" else {}
            model = getattr(keras.applications, name)(weights=None, classes=CLASSES, input_shape=(side, side, 3), **plain)
            pictures = np.random.default_rng(3).normal(size=(BATCH, side, side, 3)).astype("f4")
            model(pictures)  # Keras exports only networks that have been called
            model.export(path, format="onnx", verbose=False)
            describe(path, pictures, np.arange(BATCH) % CLASSES, [])
            print(path, flush=True)
        except Exception as error:
            print(f"{path}: can't be exported: {type(error).__name__} {str(error)[:120]}", file=sys.stderr, flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out")
    arguments.add_argument("--only", help="names of networks, separated by commas")
    arguments.add_argument("--exporters", default="torchscript,dynamo")
    arguments.add_argument("--smooth", action="store_true", help="Softplus in the place of every ReLU, means in that of maxima")
    arguments.add_argument("--small", action="store_true", help="small networks of each family")
    given = arguments.parse_args()
    os.makedirs(given.out, exist_ok=True)
    only = given.only.split(",") if given.only else None
    networks = small_networks() if given.small else large_networks()
    for name, (factory, side) in networks.items():
        if only is None or name in only:
            try:
                torch_files(given.out, name, factory, side, given.exporters.split(","), given.smooth)
            except Exception as error:
                print(f"{name}: can't be made: {type(error).__name__} {str(error)[:120]}", file=sys.stderr, flush=True)
    if not given.small and (only is None or any(name.startswith("keras_") for name in only)):
        keras_files(given.out, only)


main()
