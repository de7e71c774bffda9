# Scales each column by the model's factors. Flask adds "; charset=utf-8" to text/csv.
import csv
import io
import json

from flask import Flask, Response, request

app = Flask(__name__)
with open("/opt/ml/model/factors.json") as file:
    factors = json.load(file)


@app.get("/ping")
def ping():
    return Response("\n", status=200, mimetype="application/json")


@app.post("/invocations")
def invocations():
    if request.mimetype != "text/csv":
        return Response("This predictor only supports CSV data", status=415, mimetype="text/plain")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in csv.reader(io.StringIO(request.get_data(as_text=True))):
        writer.writerow(f"{float(value) * factor:g}" for value, factor in zip(row, factors))
    return Response(out.getvalue(), mimetype="text/csv")
