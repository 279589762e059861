# The paper's network as the paper trains it, in PyTorch: a plain loop over shuffled indices into pictures in
# memory, without a DataLoader. The network is in channels_last, and Adam works on lists of tensors; this was
# found to be the fastest form of eager PyTorch on CPUs. Weights have PyTorch's default initial values.

import torch
from pytorch_networks import network
from torch.nn.functional import cross_entropy
from training_protocol import serve


def train(session):
    work, recipe = session.work, session.work["recipe"]
    torch.set_num_threads(work["threads"])
    torch.manual_seed(work["seed"])
    images, labels = map(torch.from_numpy, session.training_pictures())
    images = images.unsqueeze(1)
    model = network("paper-cnn", "channels-last")
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe["learningRate"], foreach=True)
    for _ in range(recipe["epochs"]):
        model.train()
        for indices in torch.randperm(len(labels)).split(recipe["batchSize"]):
            optimizer.zero_grad(set_to_none=True)
            cross_entropy(model(images[indices]), labels[indices]).backward()
            optimizer.step()
        if session.end_epoch(lambda pictures: predict(model, pictures)):
            break
    return sum(weight.numel() for weight in model.parameters()), len(labels)


def predict(model, pictures):
    model.eval()
    with torch.inference_mode():
        batches = torch.from_numpy(pictures).unsqueeze(1).split(1000)
        return torch.cat([model(batch).argmax(1) for batch in batches]).numpy()


serve({"torch": torch.__version__}, train)
