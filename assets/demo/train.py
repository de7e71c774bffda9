#!/usr/bin/python3
"""Trains the wine demo and writes everything the demo needs.

Data: the UCI wine data set (178 Italian wines, 3 cultivars) that ships inside scikit-learn.
Run it with Debian's scikit-learn (apt-get install python3-sklearn):

    /usr/bin/python3 assets/demo/train.py

It writes, beside itself:
    preprocess/, model/, postprocess/   a stage.json each: the three stages' model data
    payloads/*.csv                      the saved requests' bodies
    expected.json                       held-out rows and scikit-learn's own answers
"""
import json
import pathlib

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
COLOUR = "color_intensity"  # becomes a word, so that there is something to one-hot encode
COLOUR_WORDS = ["pale", "ruby", "deep"]
COLOUR_EDGES = [3.5, 5.5]
# The three cultivars of the data set, in the order of its classes (59, 71 and 48 wines).
LABELS = ["Barolo", "Grignolino", "Barbera"]


def load_rows():
    data = load_wine()
    colour = data.feature_names.index(COLOUR)
    rows = data.data.astype(object)
    bins = np.digitize(data.data[:, colour], COLOUR_EDGES)
    rows[:, colour] = [COLOUR_WORDS[b] for b in bins]
    return rows, data.target, data.feature_names, colour


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n")


def write_csv(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(csv_line(row) + "\n" for row in rows))


def csv_line(row):
    return ",".join(cell if isinstance(cell, str) else repr(float(cell)) for cell in row)


def preprocess_settings(names, colour, numeric, transform):
    scaler = transform.named_transformers_["scaled"]
    one_hot = transform.named_transformers_["one_hot"]
    return {
        "Role": "preprocess",
        "Columns": len(names),
        "Numeric": [
            {"Name": names[column], "Column": column, "Mean": mean, "Scale": scale}
            for column, mean, scale in zip(numeric, scaler.mean_, scaler.scale_)
        ],
        "Categories": [
            {"Name": "colour", "Column": colour, "Values": list(one_hot.categories_[0])},
        ],
    }


def main():
    rows, target, names, colour = load_rows()
    train, held_out, train_target, held_out_target = train_test_split(
        rows, target, test_size=0.25, random_state=7, stratify=target)

    numeric = [column for column in range(len(names)) if column != colour]
    transform = ColumnTransformer(
        [("scaled", StandardScaler(), numeric), ("one_hot", OneHotEncoder(), [colour])],
        sparse_threshold=0)
    model = LogisticRegression(max_iter=1000).fit(transform.fit_transform(train), train_target)

    write_json(HERE / "preprocess" / "stage.json",
               preprocess_settings(names, colour, numeric, transform))
    write_json(HERE / "model" / "stage.json", {
        "Role": "model",
        "PredictorType": "multiclass_classifier",
        "Coefficients": model.coef_.tolist(),
        "Intercepts": model.intercept_.tolist(),
    })
    write_json(HERE / "postprocess" / "stage.json", {"Role": "postprocess", "Labels": LABELS})

    features = np.asarray(transform.transform(held_out), dtype=float)
    scores = model.predict_proba(features)
    predicted = model.predict(features)
    write_json(HERE / "expected.json", {
        "Rows": [csv_line(row) for row in held_out],
        "Features": features.tolist(),
        "Scores": scores.tolist(),
        "PredictedLabels": predicted.tolist(),
        "Labels": [LABELS[k] for k in predicted],
        "TrueLabels": [LABELS[k] for k in held_out_target],
    })

    least_sure = int(scores.max(axis=1).argmin())
    firsts = [int(np.flatnonzero(held_out_target == k)[0]) for k in range(len(LABELS))]
    write_csv(HERE / "payloads" / "three.csv", [held_out[i] for i in firsts])
    write_csv(HERE / "payloads" / "one.csv", [held_out[least_sure]])
    write_csv(HERE / "payloads" / "held-out.csv", held_out)
    misspelt = held_out[firsts[0]].copy()
    misspelt[colour] = "purple"
    write_csv(HERE / "payloads" / "unknown-colour.csv", [misspelt])
    print(f"{(predicted == held_out_target).sum()} of {len(held_out)} held-out wines told right; "
          f"least sure: {scores.max(axis=1).min():.3f}")


if __name__ == "__main__":
    main()
