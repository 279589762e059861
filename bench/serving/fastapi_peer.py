"""The peer of `bench serving`: FastAPI, onnxruntime and Pillow with the same model, as a tutorial would write it.

python fastapi_peer.py MODEL PORT
"""

import io
import sys

import numpy as np
import onnxruntime
import uvicorn
from fastapi import FastAPI, Request
from PIL import Image

session = onnxruntime.InferenceSession(sys.argv[1])
_, channels, height, width = session.get_inputs()[0].shape
app = FastAPI()


def classify(picture: np.ndarray) -> list[float]:
    return session.run(["probabilities"], {"image": picture.reshape(1, channels, height, width)})[0][0].tolist()


@app.post("/predict")
async def predict(request: Request) -> dict:
    image = Image.open(io.BytesIO(await request.body())).convert("L").resize((width, height))
    return {"probabilities": classify(np.asarray(image, np.uint8))}


@app.post("/infer")
async def infer(request: Request) -> dict:
    return {"probabilities": classify(np.frombuffer(await request.body(), np.uint8))}


uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
