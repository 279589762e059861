"""The clients of others against a server that runs: tritonclient[http] and open-inference-openapi from PyPI.

python test/serving/clients.py http://127.0.0.1:8080 atelier
Every assertion is what the client or the specification says, none what this server happens to answer.
"""

import sys

import numpy as np
import tritonclient.http as triton
from open_inference.openapi.client import InferenceRequest, OpenInferenceClient
from tritonclient.utils import InferenceServerException

url, model = sys.argv[1].rstrip("/"), sys.argv[2]


def check_triton() -> None:
    client = triton.InferenceServerClient(url.removeprefix("http://"))
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(model)
    assert not client.is_model_ready("no-such-model")
    metadata = client.get_model_metadata(model)
    shape = [3, *metadata["inputs"][0]["shape"][1:]]
    pictures = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    answers = []
    for binary_in in (True, False):
        for packing in (None, "gzip", "deflate"):
            for binary_out in (True, False):
                given = triton.InferInput("image", shape, "UINT8")
                given.set_data_from_numpy(pictures, binary_data=binary_in)
                wanted = [triton.InferRequestedOutput("probabilities", binary_data=binary_out)]
                result = client.infer(
                    model,
                    [given],
                    outputs=wanted,
                    request_id="42",
                    request_compression_algorithm=packing,
                    response_compression_algorithm=packing,
                )
                assert result.get_response()["id"] == "42"
                answers.append(result.as_numpy("probabilities"))
    for answer in answers:
        assert answer.dtype == np.float32 and np.array_equal(answer, answers[0])
        assert np.allclose(answer.sum(1), 1, atol=1e-5)
    given = triton.InferInput("image", shape, "UINT8")
    given.set_data_from_numpy(pictures)
    wanted = [triton.InferRequestedOutput("probabilities", class_count=2)]
    named = client.infer(model, [given], outputs=wanted).as_numpy("probabilities")
    assert named.shape == (3, 2)
    for row, words in zip(answers[0], named):
        value, index, _ = words[0].decode().split(":")
        assert int(index) == row.argmax() and abs(float(value) - row.max()) < 1e-5
    assert client.infer(model, [given]).as_numpy("probabilities").shape == answers[0].shape
    client.unload_model(model)
    assert not client.is_model_ready(model)
    client.load_model(model)
    assert client.is_model_ready(model)
    assert any(entry["name"] == model for entry in client.get_model_repository_index())
    statistics = client.get_inference_statistics(model)["model_stats"][0]
    assert statistics["inference_count"] >= 3 * len(answers)
    try:
        client.infer("no-such-model", [given])
        raise AssertionError("an unknown model was answered")
    except InferenceServerException as error:
        assert "no-such-model" in error.message()


def check_openapi() -> None:
    client = OpenInferenceClient(base_url=url)
    client.check_server_liveness()
    client.check_server_readiness()
    client.check_model_readiness(model)
    assert client.read_server_metadata().name == "atelier"
    metadata = client.read_model_metadata(model)
    tensor = metadata.inputs[0]
    shape = [1, *tensor.shape[1:]]
    request = InferenceRequest(
        inputs=[{"name": tensor.name, "shape": shape, "datatype": tensor.datatype, "data": [0] * int(np.prod(shape))}]
    )
    answer = client.model_infer(model, request=request)
    output = answer.outputs[0]
    assert answer.model_name == model and len(output.data.dict()["__root__"]) == output.shape[1]


check_triton()
check_openapi()
print("tritonclient and open-inference-openapi: passed")
