# PyTorch as a peer: one eager row for each memory layout, and one row for ahead-of-time compilation
# (torch.compile; for inference also frozen TorchScript). Each row tries the variants that a careful user
# would try (fused or foreach Adam, either layout if compiled) and is measured with the fastest.

import torch
from peer_protocol import Pool, serve
from pytorch_networks import memory_format, network


def build(work):
    torch.set_num_threads(work["threads"])
    torch.manual_seed(work["seed"])
    pool = Pool(work["seed"], work["batchSize"])
    compiled = work["variant"] == "compiled"
    layouts = ["nchw", "channels-last"] if compiled else [work["variant"]]
    make = training_variants if work["command"] == "train-step" else inference_variants
    variants = {}
    for layout in layouts:
        variants |= make(pool, work["architecture"], layout, compiled)
    parameters = sum(p.numel() for p in network(work["architecture"], "nchw").parameters())
    return {"torch": torch.__version__}, parameters, variants


def batches(pool, layout):
    """A function that returns the next batch as normalised floats and its labels."""
    images = torch.from_numpy(pool.images).view(-1, 1, 28, 28)
    labels = torch.from_numpy(pool.labels)
    form = memory_format(layout)

    def next_batch():
        indices = torch.from_numpy(pool.next_indices())
        return images[indices].float().div_(255).contiguous(memory_format=form), labels[indices]

    return next_batch


def training_variants(pool, architecture, layout, compiled):
    next_batch = batches(pool, layout)

    def variant(**implementation):
        model = network(architecture, layout).train()
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, **implementation)
        forward = torch.compile(model, dynamic=False) if compiled else model

        def step():
            images, labels = next_batch()
            optimizer.zero_grad(set_to_none=True)
            loss = torch.nn.functional.cross_entropy(forward(images), labels)
            loss.backward()
            optimizer.step()
            return loss.item()

        return step

    prefix = f"{layout}, " if compiled else ""
    variants = {f"{prefix}fused Adam": variant(fused=True)}
    if not compiled:
        variants["foreach Adam"] = variant(foreach=True)
    return variants


def inference_variants(pool, architecture, layout, compiled):
    next_batch = batches(pool, layout)
    classifier = torch.nn.Sequential(network(architecture, layout), torch.nn.Softmax(dim=1)).eval()

    def variant(forward):
        def step():
            with torch.inference_mode():
                return forward(next_batch()[0]).numpy()

        return step

    if not compiled:
        return {"eager": variant(classifier)}
    import torch._inductor.config as inductor

    inductor.freezing = True  # lets the compiler pack constant weights, as a deployment would
    with torch.inference_mode():
        frozen = torch.jit.optimize_for_inference(torch.jit.trace(classifier, next_batch()[0]))
    return {
        f"{layout}, torch.compile": variant(torch.compile(classifier, dynamic=False)),
        f"{layout}, TorchScript": variant(frozen),
    }


serve(build)
